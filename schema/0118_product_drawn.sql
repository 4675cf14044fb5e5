-- Products that lists show a drawing of: where nearly all have photos, goods for a shoot are found by these.

CREATE INDEX product_drawn ON product (id) WHERE substr(picture, 1, 10) <> '/pictures/';
