-- 전문 사진촬영: shoots that an operator makes of products, what is to be shot of which category, the goods that
-- come and go, the pictures before and after retouching, and what the firm says of them.

-- The longest category that a product lies in tells its list.
CREATE TABLE shot_rule (
    category    TEXT NOT NULL,              -- code of any level; empty: all
    role        TEXT NOT NULL CHECK (role IN ('front', 'detail', 'use', 'label')),
    is_required @I64@ NOT NULL CHECK (is_required IN (0, 1)),
    hint        TEXT NOT NULL,              -- what is to be seen
    PRIMARY KEY (category, role)
) @STRICT@;
INSERT INTO shot_rule (category, role, is_required, hint) VALUES
    ('',          'front',  1, '흰 배경, 정면에서 조금 위'),
    ('',          'detail', 1, '재질이나 이음새가 보이게 가까이'),
    ('',          'use',    0, '손이나 책상과 함께, 크기를 알 수 있게'),
    ('',          'label',  0, '모델명과 인증 표시가 읽히게'),
    ('food',      'front',  1, '흰 배경, 포장된 그대로'),
    ('food',      'detail', 1, '내용물을 덜어 낸 모습'),
    ('food',      'label',  1, '원산지·유통기한 표시가 읽히게'),
    ('meal',      'front',  1, '한 상 그대로, 비스듬히 위에서'),
    ('meal',      'detail', 1, '주된 반찬을 가까이'),
    ('meal',      'label',  0, '원산지 표시가 읽히게'),
    ('furniture', 'front',  1, '흰 배경, 정면'),
    ('furniture', 'detail', 1, '모서리와 이음쇠를 가까이'),
    ('furniture', 'use',    1, '사람과 함께, 크기를 알 수 있게'),
    ('furniture', 'label',  0, '인증 표시가 읽히게'),
    ('safety',    'front',  1, '흰 배경, 정면에서 조금 위'),
    ('safety',    'label',  1, '인증 번호와 유효기간이 읽히게'),
    ('safety',    'use',    0, '몸에 걸치거나 놓인 모습'),
    ('scare',     'use',    1, '일하는 모습, 얼굴은 동의한 사람만'),
    ('sclean',    'use',    1, '일하는 모습과 마친 뒤의 모습'),
    ('sfacility', 'use',    1, '일하는 모습'),
    ('smove',     'front',  1, '차량의 앞과 옆'),
    ('smove',     'use',    0, '타고 내리는 모습, 얼굴은 동의한 사람만'),
    ('sevent',    'use',    1, '행사 현장, 얼굴은 동의한 사람만'),
    ('sdesign',   'front',  1, '대표 결과물'),
    ('sedu',      'use',    1, '진행하는 모습, 얼굴은 동의한 사람만'),
    ('senv',      'use',    1, '일하는 모습'),
    ('itsw',      'front',  1, '대표 화면'),
    ('works',     'use',    1, '마친 현장의 모습');

CREATE TABLE shoot (
    id           @ID@,
    no           @I64@ NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    place        TEXT NOT NULL CHECK (place IN ('studio', 'visit', 'dropoff')),
    place_text   TEXT NOT NULL,             -- where exactly
    on_day       TEXT NOT NULL,
    photographer TEXT NOT NULL,
    cost_won     @I64@ NOT NULL CHECK (cost_won BETWEEN 0 AND 1000000000000000), -- of the whole, VAT included
    state        TEXT NOT NULL CHECK (state IN ('planned', 'running', 'done', 'cancelled')),
    created_by   @I64@ REFERENCES account (id),
    created_at   @I64@ NOT NULL,            -- µs UTC
    ended_at     @I64@,                     -- done or cancelled
    version      @I64@ NOT NULL DEFAULT 1
) @STRICT@;

-- One firm's product in a shoot.
CREATE TABLE shoot_item (
    id       @ID@,
    no       @I64@ NOT NULL UNIQUE,
    shoot_id @I64@ NOT NULL REFERENCES shoot (id),
    offer_id @I64@ NOT NULL REFERENCES offer (id),
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'here', 'shot', 'asked', 'wished', 'approved', 'dropped')),
    reason   TEXT NOT NULL DEFAULT '',      -- of a wish, or why it was dropped
    moved_at @I64@ NOT NULL,
    version  @I64@ NOT NULL DEFAULT 1,
    UNIQUE (shoot_id, offer_id)
) @STRICT@;
CREATE INDEX shoot_item_offer ON shoot_item (offer_id, id);

-- Goods that came and went, each with the name that was signed; only added to.
CREATE TABLE shoot_handover (
    item_id     @I64@ NOT NULL REFERENCES shoot_item (id),
    way         TEXT NOT NULL CHECK (way IN ('in', 'out')),
    signed_name TEXT NOT NULL CHECK (signed_name <> ''),
    account_id  @I64@ REFERENCES account (id), -- who took it down
    at          @I64@ NOT NULL,
    PRIMARY KEY (item_id, way)
) @STRICT@;

CREATE TABLE shoot_picture (
    id         @ID@,
    item_id    @I64@ NOT NULL REFERENCES shoot_item (id),
    picture_id @I64@ NOT NULL UNIQUE REFERENCES picture (id),
    role       TEXT NOT NULL CHECK (role IN ('front', 'detail', 'use', 'label')),
    stage      TEXT NOT NULL CHECK (stage IN ('before', 'after')), -- of the retouching; the newest of each counts
    added_at   @I64@ NOT NULL
) @STRICT@;
CREATE INDEX shoot_picture_item ON shoot_picture (item_id, id);
