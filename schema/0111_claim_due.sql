-- The day a claim counts delay from is kept with it, where it is not the contract's own: what was claimed is looked at,
-- excused and paid by the day it was counted from, whatever the list of holidays or the rule says later. Claims that
-- were there counted from the contract's.

ALTER TABLE claim ADD COLUMN due_on TEXT; -- last day in time; NULL: the contract's own
