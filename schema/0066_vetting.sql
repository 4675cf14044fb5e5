-- What operators look at before something is sold, the riskiest first.

-- Why a listing is looked at closely, and for how much it counts. `limit_value` is what the reason's
-- sentence says; ours, to be changed by operators.
CREATE TABLE vetting_reason (
    code        TEXT PRIMARY KEY,
    position    @I64@ NOT NULL,
    label       TEXT NOT NULL,
    meaning     TEXT NOT NULL,            -- what is looked at, and what limit_value counts
    points      @I64@ NOT NULL CHECK (points BETWEEN 0 AND 1000),
    limit_value @I64@ NOT NULL CHECK (limit_value BETWEEN 0 AND 100000),
    needs_two   @I64@ NOT NULL CHECK (needs_two IN (0, 1)) -- a second operator looks too
) @STRICT@;
INSERT INTO vetting_reason (code, position, label, meaning, points, limit_value, needs_two) VALUES
    ('forbidden',  1, '쓸 수 없는 말',     '등록할 수 없는 말이 상품명이나 설명에 있습니다.', 100, 0, 1),
    ('price_high', 2, '분류보다 높은 가격', '같은 분류·단위의 중간값에서 가격 흩어짐의 몇 배를 넘으면 표시하는지.', 60, 8, 1),
    ('price_low',  3, '분류보다 낮은 가격', '같은 분류·단위의 중간값의 몇 퍼센트에 못 미치면 표시하는지.', 60, 20, 1),
    ('watch',      4, '살펴볼 말',          '근거가 있어야 쓸 수 있는 말이 있습니다.', 30, 0, 0),
    ('missing',    5, '빠진 필수 속성',     '양식에서 꼭 적어야 하는 칸이 비었습니다. 한 칸마다 더합니다.', 15, 0, 0),
    ('duplicate',  6, '비슷한 상품',        '같은 기업이 같은 분류에 거의 같은 이름으로 이미 등록했습니다.', 25, 0, 0),
    ('new_firm',   7, '새 기업',            '가입한 지 며칠이 안 된 기업인지.', 10, 90, 0),
    ('no_picture', 8, '사진 없음',          '사진이 없습니다.', 5, 0, 0),
    ('batch',      90, '한꺼번에 승인',     '점수가 이 값 이하이고 두 사람이 볼 까닭이 없으면 한꺼번에 승인할 수 있습니다.', 0, 15, 0),
    ('promise',    91, '약속한 기간',       '등록한 날부터 며칠(근무일) 안에 살펴보기로 했는지.', 0, 3, 0);

-- Words that may not stand in a listing, or only with proof.
CREATE TABLE vetting_word (
    word   TEXT PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('forbidden', 'watch')),
    reason TEXT NOT NULL CHECK (reason <> '') -- why, with the article where there is one
) @STRICT@;

-- What an operator writes again and again when sending back.
CREATE TABLE vetting_template (
    id       @ID@,
    position @I64@ NOT NULL,
    title    TEXT NOT NULL,
    text     TEXT NOT NULL
) @STRICT@;
INSERT INTO vetting_template (position, title, text) VALUES
    (1, '사진', '상품을 알아볼 수 있는 사진을 올려 주세요. 흰 바탕에 정면이 보이면 좋습니다.'),
    (2, '필수 속성', '양식에서 비어 있는 필수 칸을 채워 주세요. 기관이 견적을 비교하는 데 쓰는 값입니다.'),
    (3, '분류', '상품이 고른 분류와 맞지 않습니다. 알맞은 분류로 바꾸어 다시 내 주세요.'),
    (4, '가격', '같은 분류의 다른 상품과 가격 차이가 큽니다. 단위(낱개·상자)와 부가가치세 포함 여부를 확인하고, 맞다면 설명에 까닭을 적어 주세요.'),
    (5, '표현', '근거를 확인할 수 없거나 쓸 수 없는 말이 있습니다. 표시한 말을 빼거나 시험성적서 같은 근거를 붙여 주세요.'),
    (6, '같은 상품', '이미 등록하신 상품과 같습니다. 새로 내지 말고 그 상품의 가격이나 판매 조건을 고쳐 주세요.'),
    (7, '상품명', '상품명이 양식과 다릅니다. 무엇인지, 규격과 수량이 드러나게 고쳐 주세요.');

-- What was found in a listing that nobody has looked at yet; made anew at any time.
CREATE TABLE vetting_case (
    offer_id      @I64@ PRIMARY KEY REFERENCES offer (id),
    revision      @I64@ NOT NULL,         -- of the offer, when it was weighed
    points        @I64@ NOT NULL,
    needs_two     @I64@ NOT NULL CHECK (needs_two IN (0, 1)),
    reasons       TEXT NOT NULL,          -- codes parted by |
    waiting_since @I64@ NOT NULL,         -- µs UTC
    weighed_at    @I64@ NOT NULL
) @STRICT@;
CREATE INDEX vetting_case_points ON vetting_case (points DESC, offer_id);

-- The first of two operators who look at a listing. Only added to.
CREATE TABLE vetting_vote (
    offer_id   @I64@ NOT NULL REFERENCES offer (id),
    revision   @I64@ NOT NULL,
    account_id @I64@ NOT NULL REFERENCES account (id),
    word       TEXT NOT NULL,
    voted_at   @I64@ NOT NULL,
    PRIMARY KEY (offer_id, revision, account_id)
) @STRICT@;

-- How long a listing waited, and what became of it. Only added to.
CREATE TABLE vetting_decision (
    id            @ID@,
    offer_id      @I64@ NOT NULL REFERENCES offer (id),
    revision      @I64@ NOT NULL,         -- that was looked at
    verdict       TEXT NOT NULL CHECK (verdict IN ('approved', 'returned')),
    first_id      @I64@ REFERENCES account (id), -- who looked first, of two
    account_id    @I64@ NOT NULL REFERENCES account (id),
    points        @I64@ NOT NULL,
    reasons       TEXT NOT NULL,
    waiting_since @I64@ NOT NULL,
    decided_at    @I64@ NOT NULL,
    working_days  @I64@ NOT NULL,
    is_in_time    @I64@ NOT NULL CHECK (is_in_time IN (0, 1)),
    CHECK (first_id IS NULL OR first_id <> account_id) -- two pairs of eyes
) @STRICT@;
CREATE INDEX vetting_decision_at ON vetting_decision (decided_at);

-- What things of a category cost, counted anew each night.
CREATE TABLE category_price (
    category_code TEXT NOT NULL REFERENCES category (code),
    unit          TEXT NOT NULL,
    offer_count   @I64@ NOT NULL,
    median_won    @I64@ NOT NULL,
    spread_won    @I64@ NOT NULL,         -- the median of how far each price is from it
    counted_at    @I64@ NOT NULL,
    PRIMARY KEY (category_code, unit)
) @STRICT@;

-- @sqlite
CREATE TRIGGER vetting_vote_stays BEFORE UPDATE ON vetting_vote BEGIN
    SELECT RAISE(ABORT, 'vetting_vote: rows are only added');
END;
CREATE TRIGGER vetting_vote_is_kept BEFORE DELETE ON vetting_vote BEGIN
    SELECT RAISE(ABORT, 'vetting_vote: rows are only added');
END;
CREATE TRIGGER vetting_decision_stays BEFORE UPDATE ON vetting_decision BEGIN
    SELECT RAISE(ABORT, 'vetting_decision: rows are only added');
END;
CREATE TRIGGER vetting_decision_is_kept BEFORE DELETE ON vetting_decision BEGIN
    SELECT RAISE(ABORT, 'vetting_decision: rows are only added');
END;
-- @postgres
CREATE TRIGGER vetting_vote_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON vetting_vote
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER vetting_decision_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON vetting_decision
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
