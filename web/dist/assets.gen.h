// Made by web/build.mjs: change that. Names of the built files, hashed by their bytes.
#pragma once

#define ASSET_APP_MJS "/assets/app-LDDDG2TS.mjs"
#define ASSET_DOWN_WHITE_SVG "/assets/down-white-SADOY7LQ.svg"
#define ASSET_DOWN_SVG "/assets/down-LPPJMIYR.svg"
#define ASSET_FONT_CORE "/assets/dure-core-XFGSRKZJ.woff2"
#define ASSET_FONT_EXT "/assets/dure-ext-EHNVJ3OI.woff2"
#define ASSET_FONT_UI "/assets/dure-ui-6DU4UEJH.woff2"
#define ASSET_EMPTY_SVG "/assets/empty-C4F3B80F.svg"
#define ASSET_HERO_SVG "/assets/hero-7JBSGPVD.svg"
#define ASSET_ICONS_SVG "/assets/icons-2X4FSTHG.svg"
#define ASSET_MARK_SVG "/assets/mark-6502EF87.svg"
#define ASSET_OFL_TXT "/assets/ofl.txt"
#define ASSET_SITE_CSS "/assets/site-PGHV2S2M.css"
#define ASSET_TROUBLE_SVG "/assets/trouble-67215393.svg"
#define ASSET_WAIT_SVG "/assets/wait-1591C909.svg"
