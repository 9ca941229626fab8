# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nightly search for people who may hold the same number.

Only the blind index is compared: a job opens no number. Equal values are a question for
the people who verify (security design, section 5, Blind index).
"""

_DOUBLES = """
    SELECT array_agg(DISTINCT s.id)
      FROM mynumber_number n
      JOIN mynumber_subject s ON s.uuid = n.subject::text
     WHERE n.state IN ('to_verify', 'active')
     GROUP BY s.company_id, n.bidx_epoch, n.bidx
    HAVING count(DISTINCT s.id) > 1
"""


def ask(env):
    """Mark subjects of one company with equal index values; return how many."""
    env.cr.execute(_DOUBLES)
    asked = 0
    for (ids,) in env.cr.fetchall():
        subjects = env["mynumber.subject"].sudo().browse(ids)
        for subject in subjects:
            others = subjects - subject
            if others - subject.question_subject_ids:
                subject.write(
                    {
                        "question": "duplicate",
                        "question_subject_ids": [(4, other.id) for other in others],
                    }
                )
                asked += 1
    return asked
