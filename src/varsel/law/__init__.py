"""What the law says, as code: standard library only, no framework, no clock.

From the top: `countries` → `se` | `no` → `receipt` | `compensation` → `grammar` | `calendar` | `facts`.
Countries are siblings with the same public names; they share grammar, never conditions.
"""
