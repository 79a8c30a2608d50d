extension Styles {
  /// Navigation, title bar, and the grid under it.
  static let frame = #"""
    .app { display: grid; grid-template-columns: var(--nav) minmax(0, 1fr); min-height: 100vh; }
    .nav {
      position: sticky; top: 0; display: flex; flex-direction: column; width: auto; height: 100vh; margin: 0;
      padding: var(--g5) 0 var(--g4); overflow: auto; border: 0; background: none; color: inherit;
      font-size: var(--t-s);
    }
    .brand {
      padding: 0 var(--g5) var(--g5); font: 600 var(--t-l)/1 var(--serif); color: var(--ink); text-decoration: none;
    }
    .brand small { display: block; margin-top: var(--g1); font: var(--t-xs)/1.4 var(--sans); color: var(--ink-2); }
    .nav a:not(.brand) {
      display: flex; justify-content: space-between; align-items: center; min-height: 2rem;
      padding: 0 var(--g4) 0 calc(var(--g5) - 3px); border-left: 3px solid transparent;
      color: var(--ink-2); text-decoration: none;
    }
    .nav a:not(.brand):hover { color: var(--ink); background: var(--well); }
    .nav a[aria-current] { color: var(--ink); font-weight: 650; border-left-color: var(--ink); }
    .nav ul + ul { margin-top: auto; padding-top: var(--g4); }
    main {
      min-width: 0; padding: var(--g5) var(--g6) var(--g7); outline: 0;
      background: var(--sheet); border-left: 1px solid var(--rule);
    }
    main > * { max-width: 100rem; }
    .bar {
      display: flex; flex-wrap: wrap; gap: var(--g2) var(--g3); align-items: center;
      padding-bottom: var(--g3); border-bottom: 1px solid var(--ink);
    }
    .bar h1 { margin-right: auto; max-width: 46rem; }
    .lede {
      font-size: 1.25rem; line-height: 1.42; font-weight: 400; max-width: 60rem; padding: var(--g5) 0;
      text-wrap: pretty;
    }
    .grid {
      display: grid; gap: var(--g6); grid-template-columns: repeat(12, minmax(0, 1fr));
      padding-top: var(--g6); align-items: start;
    }
    .c12 { grid-column: span 12; } .c8 { grid-column: span 8; } .c7 { grid-column: span 7; }
    .c6 { grid-column: span 6; } .c5 { grid-column: span 5; } .c4 { grid-column: span 4; }
    .stack { display: grid; gap: var(--g6); align-content: start; grid-template-columns: minmax(0, 1fr); }
    .tight { gap: var(--g3); }
    .notices { display: grid; gap: var(--g3); padding-top: var(--g5); }
    .alone { padding-top: var(--g6); }
    .sec { container-type: inline-size; min-width: 0; }
    .sec > header {
      display: flex; flex-wrap: wrap; gap: var(--g1) var(--g3); align-items: baseline; justify-content: space-between;
      padding-bottom: var(--g2); margin-bottom: var(--g2); border-bottom: 1px solid var(--rule-2);
    }
    .aside { color: var(--ink-2); font-size: var(--t-s); }
    """#
}
