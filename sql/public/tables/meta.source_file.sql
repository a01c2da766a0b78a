-- one row per delivered file and feed: where it came from and when. Neither its digest nor its length is published: of a file
-- of few rows either would give its counts away to whoever tries them all
select
    md5(file) as delivery_id,
    feed,
    file,
    status,
    reason_code,
    message,
    publisher,
    title,
    url,
    licence,
    accessed,
    delivered_on,
    received_on,
    is_synthetic,
    encoding,
    format
from exact.meta.source_file
