-- one row per grouping and kind of change: programs, those filed, and filings that no intake bears out
select
    setting.year,
    kind.change,
    count(*) filter (where setting.change = kind.change) as programs,
    count(*) filter (where setting.change = kind.change and setting.basis = 'confirmed') as filed
from marts.setting_change as setting
cross join (select unnest(['new', 'expanded', 'shrunk', 'suspended', 'resumed', 'revoked', 'renamed']) as change) as kind
group by setting.year, kind.change
