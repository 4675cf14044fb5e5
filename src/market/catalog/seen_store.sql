-- How often offers were looked at.

-- name: seen_add
-- So many more that day; what is not there any more is not counted.
INSERT INTO offer_seen (offer_id, on_day, count)
SELECT o.id, :day, :count FROM offer o WHERE o.id = :offer
ON CONFLICT (offer_id, on_day) DO UPDATE SET count = offer_seen.count + excluded.count;
