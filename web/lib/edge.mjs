// The pages nginx shows by itself, when no worker could answer or was not even asked.
//
// They look like the trouble page of the site, but know nobody and promise nothing.

const PAGES = {
  'unavailable.html': {
    title: '잠시 후 다시 시도해 주세요',
    text: '지금은 요청을 처리할 수 없습니다. 방금 누른 단추의 결과는 목록에서 확인할 수 있고, 다시 눌러도 두 번 처리되지 않습니다.',
    picture: 'wait.svg',
  },
  'busy.html': {
    title: '지금은 요청이 몰려 있습니다',
    text: '로그인이나 파일 처리를 기다리는 분이 많습니다. 10초쯤 뒤에 이 화면을 새로 고치거나, 뒤로 가서 단추를 다시 눌러 주세요. 다시 눌러도 두 번 처리되지 않습니다.',
    picture: 'wait.svg',
  },
  'too-large.html': {
    title: '보낸 내용이 너무 큽니다',
    text: '파일은 하나에 30MB까지 올릴 수 있습니다. 크기를 줄이거나 나누어 다시 보내 주세요.',
    picture: 'trouble.svg',
  },
  'too-long.html': {
    title: '주소가 너무 깁니다',
    text: '주소창의 주소를 줄여 다시 열어 주세요. 검색어나 조건이 많았다면 몇 개를 빼고 다시 찾아 주세요.',
    picture: 'trouble.svg',
  },
  'unreadable.html': {
    title: '요청을 읽을 수 없습니다',
    text: '주소를 다시 확인하거나 첫 화면에서 다시 들어와 주세요. 되풀이되면 브라우저에서 이 사이트의 쿠키를 지워 주세요.',
    picture: 'trouble.svg',
  },
  'too-many.html': {
    title: '요청이 한꺼번에 너무 많이 왔습니다',
    text: '1분쯤 뒤에 다시 시도해 주세요.',
    picture: 'wait.svg',
  },
};

// file name → its text; `names` are the hashed names of the assets.
export function edgePages(names) {
  const page = ({ title, text, picture }) => `<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} | 두레</title>
<link rel="icon" href="/assets/${names['mark.svg']}" type="image/svg+xml">
<link rel="stylesheet" href="/assets/${names['site.css']}">
</head>
<body class="bare">
<header class="hd"><div class="wrap"><div class="hd-main">
  <a class="logo" href="/"><img src="/assets/${names['mark.svg']}" alt="" width="44" height="44"><span><b>두레</b></span></a>
</div></div></header>
<main id="main"><div class="sheet-box">
<div class="err"><img src="/assets/${names[picture]}" alt="" width="200" height="200"><h1>${title}</h1><p>${text}</p>
<div class="btns"><a class="krds-btn medium" href="/">첫 화면</a></div></div>
</div></main>
</body>
</html>
`;
  return Object.fromEntries(Object.entries(PAGES).map(([file, words]) => [file, page(words)]));
}
