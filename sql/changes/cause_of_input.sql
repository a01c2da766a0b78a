-- which of the causes each changed input belongs to;
-- cohorts counted from graduates stand in the files that came or went
update changes.input_change
set
    cause = case
        when feed = 'major_lineage' then 'lineage_change'
        when feed = 'decision' then 'decision'
        when starts_with(feed, 'policy.') then 'policy_change'
        when happened = 'new' then 'new_data'
        else 'restatement'
    end,
    file = case
        when feed <> 'graduate_cohort' then file
        else (
            select string_agg(source_file.file, '; ' order by source_file.file)
            from warehouse.meta.source_file as source_file
            where
                source_file.feed = 'graduate'
                and source_file.delivery_id not in (select delivery_id from previous.meta.source_file)
        )
    end,
    file_before = case
        when feed <> 'graduate_cohort' then file_before
        else (
            select string_agg(source_file.file, '; ' order by source_file.file)
            from previous.meta.source_file as source_file
            where
                source_file.feed = 'graduate'
                and source_file.delivery_id not in (select delivery_id from warehouse.meta.source_file)
        )
    end
