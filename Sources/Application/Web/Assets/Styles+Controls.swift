extension Styles {
  /// Buttons, menus, chips, forms.
  static let controls = #"""
    .seg { display: inline-flex; flex-wrap: wrap; padding-left: 1px; }
    .seg a {
      display: inline-flex; align-items: center; min-height: 2rem; margin-left: -1px; padding: 0 var(--g3);
      border: 1px solid var(--rule-2); color: var(--ink-2); font-size: var(--t-s); text-decoration: none;
    }
    .seg a:hover { border-color: var(--ink); }
    .seg a[aria-current] { background: var(--ink); border-color: var(--ink); color: var(--sheet); }
    .btn, .menu > summary, .chip, .nav-open, input, select {
      display: inline-flex; align-items: center; gap: var(--g2); min-height: 2rem; padding: 0 var(--g3);
      border: 1px solid var(--rule-2); border-radius: var(--r1); background: var(--sheet); color: var(--ink);
      font: inherit; font-size: var(--t-s); text-decoration: none; cursor: pointer;
    }
    .nav-open { display: none; }
    .btn:hover, .menu > summary:hover, .chip:hover { border-color: var(--ink); }
    .btn.main { background: var(--link); border-color: var(--link); color: var(--on-link); font-weight: 600; }
    .btn[aria-disabled] { border-style: dashed; color: var(--ink-2); cursor: default; }
    .menu { position: relative; }
    .menu > summary { list-style: none; }
    .menu > summary::-webkit-details-marker { display: none; }
    .menu > summary::after { content: "\25BE"; content: "\25BE" / ""; color: var(--ink-2); font-size: .8em; }
    .menu > div {
      position: absolute; z-index: 6; right: 0; top: calc(100% + 4px); display: grid; gap: var(--g1);
      min-width: 17rem; padding: var(--g3); background: var(--sheet); border: 1px solid var(--rule-2);
      border-radius: var(--r2); box-shadow: var(--lift);
    }
    .menu > div a {
      display: flex; justify-content: space-between; align-items: center; gap: var(--g4); min-height: 2rem;
      padding: var(--g1) var(--g2); border-radius: var(--r1); color: var(--ink);
      font-size: var(--t-s); text-decoration: none;
    }
    .menu > div a small { color: var(--ink-2); font-size: var(--t-xs); white-space: nowrap; }
    .menu > div a:hover { background: var(--well); }
    .menu > div a[aria-current] { background: var(--link-well); font-weight: 600; }
    .dates {
      display: grid; grid-template-columns: 1fr 1fr; gap: var(--g3); padding: var(--g3) var(--g2) var(--g1);
      margin-top: var(--g2); border-top: 1px solid var(--rule);
    }
    .dates .btn, .dates .err { grid-column: 1 / -1; justify-content: center; }
    .dates input { min-width: 0; width: 100%; }
    .chips {
      display: flex; flex-wrap: wrap; gap: var(--g2); align-items: center; padding-top: var(--g3);
      font-size: var(--t-s); color: var(--ink-2);
    }
    .chips.mid { justify-content: center; padding-top: 0; }
    .chip { min-height: 1.75rem; gap: .4em; padding: 0 .6em; border-color: var(--rule); }
    .chip i { font-style: normal; color: var(--ink-2); }
    .field { display: grid; gap: var(--g1); font-size: var(--t-s); align-content: start; }
    .field > label, .field > .label { color: var(--ink-2); }
    .field input, .field select { min-height: 2.25rem; padding: 0 var(--g2); }
    .field textarea {
      min-height: 10rem; padding: var(--g2); border: 1px solid var(--rule-2); border-radius: var(--r1);
      background: var(--sheet); color: var(--ink); font-family: var(--mono); font-size: var(--t-s); resize: vertical;
    }
    .field .help { color: var(--ink-2); font-size: var(--t-xs); }
    .err { color: var(--bad); font-size: var(--t-s); }
    .err .st { white-space: normal; }
    [aria-invalid] { border-color: var(--bad); }
    .filters { display: flex; flex-wrap: wrap; gap: var(--g3); align-items: end; padding: var(--g4) 0 0; }
    .filters .field { min-width: 9rem; }
    .filters .btn { min-height: 2.25rem; }
    .field select { width: 100%; min-width: 0; }
    .tick { display: inline-flex; gap: var(--g2); align-items: center; min-height: 2.25rem; font-size: var(--t-s); }
    .tick input { min-height: 0; width: 1.1rem; height: 1.1rem; accent-color: var(--link); }
    .upload { display: grid; gap: var(--g3); justify-items: start; padding-top: var(--g2); }
    .upload input[type="file"] {
      width: 100%; padding: var(--g4); border-style: dashed; background: var(--paper); min-height: 4.5rem;
    }
    .upload input[type="file"]::file-selector-button {
      margin-right: var(--g3); min-height: 2rem; padding: 0 var(--g3); border: 1px solid var(--rule-2);
      border-radius: var(--r1); background: var(--sheet); color: var(--ink); font: inherit; cursor: pointer;
    }
    .upload .field { width: 100%; }
    progress { appearance: none; display: block; width: 100%; height: .5rem; border: 0; background: var(--well); }
    progress::-webkit-progress-bar { background: var(--well); }
    progress::-webkit-progress-value { background: var(--s1); }
    progress::-moz-progress-bar { background: var(--s1); }
    .pages {
      display: flex; flex-wrap: wrap; gap: var(--g3); align-items: center; padding-top: var(--g4);
      font-size: var(--t-s);
    }
    .pages span { margin-right: auto; color: var(--ink-2); }
    .keys {
      max-width: 26rem; padding: var(--g5); border: 1px solid var(--rule-2); border-radius: var(--r2);
      background: var(--sheet); color: var(--ink); box-shadow: var(--lift);
    }
    .keys::backdrop { background: #0007; }
    .keys dl {
      display: grid; grid-template-columns: auto 1fr; gap: var(--g2) var(--g4); margin: var(--g4) 0;
      font-size: var(--t-s);
    }
    .keys dt { text-align: right; white-space: nowrap; }
    """#
}
