-- Everybody whose number a company may hold, asked or not: employees, dependants, and
-- every subject that neither of them shows (payees, people whose record moved to
-- another company or is gone). id is stable: employee * 4, dependant * 4 + 1,
-- subject * 4 + 3.

DROP VIEW IF EXISTS mynumber_register;
CREATE VIEW mynumber_register AS
WITH subject AS NOT MATERIALIZED (
    SELECT id, company_id, holder_model, holder_id, kind, name, sort_key, name_fold,
           employee_id, active_holder, state, to_verify, question, registered_on, verified_on,
           disposed_on
      FROM mynumber_subject
), person AS NOT MATERIALIZED (
    SELECT e.id::bigint * 4 AS id, e.company_id, 'hr.employee' AS holder_model,
           e.id AS holder_id, 'employee' AS kind, e.name,
           COALESCE(e.name_sort, e.name) AS sort_key, e.name_fold,
           e.employee_code AS code, e.id AS employee_id, e.active AS active_holder,
           TRUE AS expected
      FROM hr_employee e
    UNION ALL
    SELECT d.id::bigint * 4 + 1, d.company_id, 'mynumber.dependant', d.id,
           'dependant', d.name, COALESCE(d.name_sort, d.name), d.name_fold,
           e.employee_code, e.id, d.active AND e.active, d.non_resident IS NOT TRUE
      FROM mynumber_dependant d
      JOIN hr_employee e ON e.id = d.employee_id
), listed AS NOT MATERIALIZED (
    SELECT p.*, s.id AS subject_id, s.state, s.to_verify, s.question,
           s.registered_on, s.verified_on, s.disposed_on
      FROM person p
      LEFT JOIN subject s
        ON s.holder_model = p.holder_model AND s.holder_id = p.holder_id
       AND s.company_id = p.company_id
    UNION ALL
    SELECT s.id::bigint * 4 + 3, s.company_id, s.holder_model, s.holder_id, s.kind,
           s.name, s.sort_key, s.name_fold, NULL, s.employee_id, s.active_holder, TRUE,
           s.id, s.state, s.to_verify, s.question, s.registered_on, s.verified_on,
           s.disposed_on
      FROM subject s
     WHERE NOT EXISTS (
           SELECT FROM person p
            WHERE p.holder_model = s.holder_model AND p.holder_id = s.holder_id
              AND p.company_id = s.company_id
     )
)
SELECT l.id, l.company_id, l.holder_model, l.holder_id, l.kind, l.name, l.sort_key,
       l.name_fold, l.code, l.employee_id, l.active_holder, l.expected,
       l.subject_id,
       COALESCE(l.state, 'none') AS state,
       COALESCE(l.to_verify, FALSE) AS to_verify,
       l.question, l.registered_on, l.verified_on, l.disposed_on,
       v.department_id, v.departure_date AS left_on
  FROM listed l
  LEFT JOIN hr_employee e ON e.id = l.employee_id
  LEFT JOIN hr_version v ON v.id = e.current_version_id;
