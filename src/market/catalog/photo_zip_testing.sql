-- What the tests of ZIPs of photos ask and set.

-- name: photo_zip_test_code
-- Its firm calls it so.
UPDATE offer SET own_code = :code WHERE id = :offer;

-- name: photo_zip_test_pictures
-- Pictures of products.
SELECT COUNT(*) AS count FROM product_picture WHERE removed_at IS NULL;

-- name: photo_zip_test_kept
-- Revisions of photos that say by which ZIP they came.
SELECT COUNT(*) AS count FROM product_picture_revision WHERE reason = 'ZIP의 사진을 올림: 사진.zip';

-- name: photo_zip_test_entries
-- Entries that were looked at.
SELECT COUNT(*) AS count FROM photo_zip_entry;

-- name: photo_zip_test_unpacked
-- Bytes of all ZIPs.
SELECT CAST(COALESCE(SUM(unpacked), 0) AS BIGINT) AS count FROM photo_zip;

-- name: photo_zip_test_zips
-- ZIPs that were noted.
SELECT COUNT(*) AS count FROM photo_zip;

-- name: photo_zip_test_day
-- Bytes that all handed in.
SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS count FROM file_day;
