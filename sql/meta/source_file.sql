-- one row per delivered file and feed: where it came from and when
select
    delivery_id, feed, file, status, reason_code, message, publisher, title, url, licence, accessed, delivered_on,
    received_on, is_synthetic, bytes, encoding, format
from landing.source_file
