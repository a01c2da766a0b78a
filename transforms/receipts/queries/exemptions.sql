select reason, valid_from, valid_to, document_number
from core.exemption
where program_id = $program
order by valid_from
