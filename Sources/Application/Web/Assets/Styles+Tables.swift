extension Styles {
  /// Tables, the running account, and the double rule.
  static let tables = #"""
    .scroll { overflow-x: auto; position: relative; }
    .t { border-collapse: collapse; width: 100%; font-size: var(--t-s); }
    .t th, .t td {
      height: var(--row); padding: var(--g1) var(--g3) var(--g1) 0; border-bottom: 1px solid var(--rule);
      text-align: left; vertical-align: middle; font-weight: 400;
    }
    .t tr > :last-child { padding-right: 0; }
    .t thead th, .t thead td {
      height: 1.75rem; vertical-align: bottom; border-bottom-color: var(--rule-2);
      color: var(--ink-2); font-size: var(--t-xs); line-height: 1.3;
    }
    .t .num, .figs td, .figs th + th { text-align: right; white-space: nowrap; }
    .t thead .num, .figs thead th { white-space: normal; }
    .t thead a { color: inherit; }
    .t [aria-sort="descending"]::after { content: " \2193"; content: " \2193" / ""; }
    .t tbody tr:hover > * { background: var(--well); }
    .t small { display: block; color: var(--ink-2); font-size: var(--t-xs); font-weight: 400; }
    .t .who { font-weight: 600; color: var(--ink); white-space: nowrap; }
    .t .dim { color: var(--ink-2); }
    .t .top > * { vertical-align: top; }
    .t .n { text-decoration-color: color-mix(in oklab, var(--link) 45%, var(--sheet)); }
    /* the double rule: only where figures have been checked to balance */
    .sum > * {
      font-weight: 650 !important; border-top: 1px solid var(--ink); border-bottom: 4px double var(--ink) !important;
    }
    .total > * { font-weight: 650 !important; border-top: 1px solid var(--rule-2); }
    .acct td:first-child { width: 1.25rem; padding-right: var(--g1); color: var(--ink-2); }
    .acct .trend { width: 6.5rem; }
    .acct .spark { display: inline-block; vertical-align: middle; }
    @media (min-width: 48.01rem) {
      .waits tbody th { width: 45%; max-width: 0; }
      .waits tbody th > * { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    }
    .ib { width: 6.5rem; height: 5px; margin: 3px 0 0 auto; }
    .t .ib + small { margin-top: 2px; }
    .bar-cell { width: 60%; }
    .title { color: inherit; text-decoration: none; font-weight: 500; overflow-wrap: anywhere; }
    .title:hover, .title:focus-visible { text-decoration: underline; }
    .t td.value { font-weight: 600; }
    .unit { display: none; }
    .t .num + :not(.num) { padding-left: var(--g4); }
    .t .top th { min-width: 11rem; }
    .records tbody :is(th, td) { vertical-align: top; padding-top: var(--g2); padding-bottom: var(--g2); }
    .records tbody th { min-width: 8rem; font-weight: 500; overflow-wrap: anywhere; }
    .records .lone { overflow-wrap: anywhere; }
    .records .st { white-space: normal; }
    .records small .st { font-size: inherit; }
    """#
}
