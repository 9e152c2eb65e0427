"""Setting the operator's policy: a new immutable version, never a change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varsel.records.journal import actions as journal
from varsel.records.journal.kinds import Kind
from varsel.records.operator.models import PolicyVersion
from varsel.records.operator.policy import Policy, policy_hash, to_json


@transaction.atomic
def set_policy(*, policy: Policy, valid_from: datetime, set_by: str, at: datetime) -> int:
    """Write a new policy version and return its id. It holds from `valid_from` until a later one does."""
    digest = policy_hash(policy=policy)
    version = PolicyVersion.objects.create(
        valid_from=valid_from, document=to_json(policy=policy), digest=digest, set_by=set_by
    )
    facts = {"digest": digest, "valid_from": valid_from.isoformat()}
    journal.write(at=at, kind=Kind.POLICY_SET, about=f"policy:{version.id}", actor=set_by, facts=facts)
    return version.id
