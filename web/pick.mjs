// One box in a table's head ticks all that stand in its rows, and follows them.
const rowsOf = (all) => [...all.closest('table').querySelectorAll('tbody input.ck[type="checkbox"]:not(:disabled)')];

function follow(all) {
  const rows = rowsOf(all);
  const ticked = rows.filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === rows.length;
  all.indeterminate = ticked > 0 && ticked < rows.length;
}

// Without scripts it is not shown; nor where there is nothing to tick.
export function wirePickAll(root) {
  for (const label of root.querySelectorAll('label[data-pick-all]')) {
    const all = label.querySelector('input');
    const table = label.closest('table');
    label.hidden = rowsOf(all).length === 0;
    table.addEventListener('change', (e) => {
      if (e.target === all) for (const box of rowsOf(all)) box.checked = all.checked;
      follow(all);
    });
    follow(all); // a page come back to holds its ticks
  }
}
