-- The pictures of a product, each handed in by a firm that offers it. `product.picture` is the address of what
-- lists show: a drawing under /assets/art, or the smallest of its first picture.

CREATE TABLE product_picture (
    id          @ID@,
    product_id  @I64@ NOT NULL REFERENCES product (id),
    supplier_id @I64@ NOT NULL REFERENCES supplier (id), -- who answers for it
    picture_id  @I64@ NOT NULL UNIQUE REFERENCES picture (id),
    role        TEXT NOT NULL CHECK (role IN ('front', 'detail', 'use', 'label')),
    alt         TEXT NOT NULL DEFAULT '',   -- what is to be seen; empty: the product's title and the role
    position    @I64@ NOT NULL,             -- among those of its supplier
    added_by    @I64@ REFERENCES account (id),
    added_at    @I64@ NOT NULL,             -- µs UTC
    removed_at  @I64@,                      -- not shown since; may come back
    version     @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX product_picture_of ON product_picture (product_id, position, id);

UPDATE product SET picture = '/assets/art/' || category_code || '-1.svg' WHERE picture = '';
