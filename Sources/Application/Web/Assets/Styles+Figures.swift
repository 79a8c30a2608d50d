extension Styles {
  /// Pages of figures: the list of numbers, one in depth, boards.
  static let figures = #"""
    .whole { padding-top: var(--g6); }
    .whole > .tiles { padding-top: var(--g4); }
    .crumb { padding-top: var(--g3); font-size: var(--t-s); }
    .notices + section > .tiles { padding-top: var(--g5); }
    .tiles.lead + .excl { margin-top: var(--g3); }
    .lead .fig > p:first-child { min-height: 1.75rem; }
    .lead .fig > .v { line-height: 3rem; white-space: normal; }
    .numbers tbody th { min-width: 14rem; }
    .numbers th small { max-width: 34rem; line-height: 1.35; }
    .t small.why { white-space: normal; min-width: 7rem; }
    .numbers .cmp { color: var(--ink-2); min-width: 10rem; }
    .numbers .cmp b, .cmp b { font-weight: 600; color: var(--ink); }
    .index { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: var(--g5) var(--g6); }
    .index li { font-size: var(--t-s); padding: 2px 0; }
    .index small { color: var(--ink-2); font-size: var(--t-xs); }
    .index a { display: inline-block; min-height: 1.5rem; }
    .sec .filters { padding: 0 0 var(--g3); }
    .meaning { padding-bottom: var(--g4); }
    .meaning dt { max-width: 7rem; }
    .meaning + .t th { color: var(--ink-2); width: 45%; }
    .meaning + .t :is(th, td) { vertical-align: top; }
    .rank { width: 2rem; font: 600 var(--t-l)/1 var(--serif); }
    .t .rg { width: 7rem; }
    .ib.full { width: 100%; margin: 0; height: 8px; }
    .board .own > * { background: var(--link-well); }
    .board tbody th { min-width: 9rem; }
    @media (min-width: 48.01rem) { .tiles.five { grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); } }
    .breakdown tbody th { min-width: 8rem; overflow-wrap: break-word; }
    @container (max-width: 34rem) {
      .numbers tbody th, .board tbody th { min-width: 0; }
      .breakdown tbody th { min-width: 6rem; }
      .numbers td { white-space: normal !important; }
      .t small.why { min-width: 0; }
    }
    """#
}
