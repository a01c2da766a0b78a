"""The same deliveries judged otherwise: by other rules, by other cohorts, without some of the posts."""
