"""The warehouse: policy as tables, SQL models in order, one DuckDB file."""

from transforms.policy.file import load_policy, policy_path
from transforms.policy.policy import Policy, PolicyError
from transforms.warehouse.build import Build, CheckResult, run_all
from transforms.warehouse.models import Model, find_checks, find_models, load_columns
