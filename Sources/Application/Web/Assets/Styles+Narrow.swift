extension Styles {
  /// Parts answer to their own width, pages to the width of the screen.
  static let narrow = #"""
    @container (max-width: 34rem) {
      .wide { display: none !important; }
      .hm td { font-size: 0; height: 1.15rem; }
      .cards thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
      .cards :is(tbody, tr) { display: grid; }
      .cards tr {
        grid-template-columns: minmax(0, 1fr) auto; padding: var(--g2) 0;
        border-bottom: 1px solid var(--rule-2);
      }
      .cards tr > * { display: block; height: auto; padding: 2px 0 2px var(--g2) !important; border: 0; }
      .cards tr > :is(th, .lone) { grid-column: 1 / -1; padding-left: 0 !important; }
      .cards tr > td:nth-child(even) { text-align: left; padding-left: 0 !important; }
      .cards tr > td:nth-child(odd) { text-align: right; }
      .cards [data-l]::before { content: attr(data-l) " "; color: var(--ink-2); font-weight: 400; }
      .cards.records tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--g4); }
      .cards.records tr > td { text-align: left; padding-left: 0 !important; min-width: 0; }
      .cards.records tr > th { flex: 1 0 100%; order: -1; }
      .cards.records .lone[data-l]::before { display: inline-block; margin-right: var(--g1); }
      .t:not(.cards) .num, .figs td, .figs th + th { padding: var(--g1) 0 var(--g1) var(--g2); }
      .cards.valued tr > th { grid-column: 1; }
      .cards.valued tr > .value { grid-row: 1; grid-column: 2; text-align: right; }
      .cards .unit { display: inline; color: var(--ink-2); }
      .cards .ib { display: none; }
      .cards td:empty { display: none; }
      .cards .sum { border-top: 1px solid var(--ink); border-bottom: 4px double var(--ink); }
      .cards .sum > * { border: 0 !important; }
      .plot { margin-right: 1.75rem; } /* a word beside the last point */
      .scroll {
        background:
          linear-gradient(to right, var(--sheet) 40%, #0000) 0 0 / 2.5rem 100% no-repeat local,
          linear-gradient(to left, var(--sheet) 40%, #0000) 100% 0 / 2.5rem 100% no-repeat local,
          linear-gradient(to right, var(--rule), #0000) 0 0 / .75rem 100% no-repeat,
          linear-gradient(to left, var(--rule), #0000) 100% 0 / .75rem 100% no-repeat;
      }
    }
    \#(narrowTables)
    @container (max-width: 26rem) { .slim { display: none; } }
    @media (max-width: 30rem) { .n { white-space: normal; } }
    @media (max-width: 64rem) { .grid > * { grid-column: span 12 !important; } }
    @media (max-width: 48rem) {
      .app { display: block; }
      .nav:not(:popover-open) { display: none; }
      .nav { position: fixed; inset: 0 25% 0 0; height: auto; background: var(--sheet); font-size: var(--t-m); }
      .nav a:not(.brand) { min-height: 2.75rem; }
      .nav::backdrop { background: #0007; }
      .nav-open { display: inline-flex; order: -1; }
      .btn, .menu > summary, .nav-open, .field input, .field select, .menu > div a { min-height: 2.5rem; }
      .tick { min-height: 2.5rem; }
      main { min-height: 100vh; padding: var(--g3) var(--g4) var(--g7); border: 0; }
      .bar h1 { flex: 1 0 60%; font-size: 1.375rem; }
      .bar { gap: var(--g2) var(--g1); }
      .bar :is(.btn, .menu > summary, .st) { font-size: var(--t-xs); }
      .bar :is(.btn, .menu > summary) { padding-inline: .375rem; }
      .bar .lg { display: none; }
      .bar .nav-open { margin-right: var(--g2); }
      .bar .when { flex: 1 1 5.5rem; order: 9; font-size: var(--t-xs); line-height: 1.3; text-align: right; }
      .bar .when { white-space: normal; text-wrap: balance; }
      .grid > .first { order: -1; }
      .bar .menu { position: static; }
      .bar { position: relative; }
      .menu > div { right: 0; left: 0; top: 100%; width: auto; }
      .lede { font-size: var(--t-l); padding: var(--g4) 0; }
      /* eleven gaps alone would be wider than the narrowest phones */
      .grid { padding-top: var(--g5); column-gap: 0; }
      .tiles { grid-template-columns: 1fr 1fr; position: relative; }
      .fig { padding: 0 0 var(--g4) var(--g3); }
      .fig:nth-child(odd) { padding: 0 var(--g3) var(--g4) 0; border: 0; }
      .fig:last-child:nth-child(odd) { grid-column: 1 / -1; border-top: 1px solid var(--rule); padding-top: var(--g3); }
      .fig .v { font-size: 1.75rem; }
      .fig .v.none { font-size: var(--t-m); }
      .fig-line { gap: var(--g3); }
      .tl > li { grid-template-columns: 1fr; gap: var(--g1); }
      .fault .facts { grid-template-columns: 1fr; gap: var(--g1); }
      .fault dd { padding-bottom: var(--g3); }
      .sec > header { position: relative; }
      .def { position: static; }
      .def > .card, .hint { left: 0; right: 0; top: auto; width: auto; max-width: none; }
      .filters .field { flex: 1 1 40%; }
      .filters .btn { flex: 1 0 100%; justify-content: center; }
    }
    @media (prefers-reduced-motion: no-preference) {
      details[open] > div { animation: in .12s ease-out; }
      @keyframes in { from { opacity: 0; translate: 0 -3px; } }
    }
    @media (forced-colors: active) {
      .chart *, .spark *, .ib *, .key svg, [class^="q"] { forced-color-adjust: none; }
    }
    """#

  /// Tables that become cards in a way of their own.
  private static let narrowTables = #"""
    @container (max-width: 34rem) {
      .cards.waits tr > td { text-align: left; padding-left: 0 !important; }
      .cards.waits tr > td:last-child { text-align: right; }
      .cards.board tr { grid-template-columns: 1.25rem minmax(0, 1fr) minmax(0, 1fr); column-gap: var(--g2); }
      .cards.board tr > * { grid-column: 2; padding: 1px 0 !important; text-align: left !important; white-space: normal; }
      .cards.board tr > .rank { grid-column: 1; }
      .cards.board tr > td:is(:nth-child(3), :nth-child(6), :nth-child(8)) {
        grid-column: 3; text-align: right !important;
      }
      .cards.board .slim { display: none; }
      .cards.board .ib { display: block; width: 100%; }
      .cards.even tr { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); column-gap: var(--g3); }
      .cards.even tr > td { text-align: left !important; padding-left: 0 !important; white-space: normal; }
      .cards.list tr { grid-template-columns: auto minmax(0, 1fr) auto; }
      .cards.list tr > .num { grid-area: 2 / 2; text-align: left; padding-left: var(--g4) !important; }
      .cards.list tr > .state { grid-area: 2 / 3; text-align: right; }
      .cards.list.valued tr > th { grid-column: 1 / 3; }
      .cards.list.valued tr > .value { grid-area: 1 / 3; text-align: right; }
      .cards.valued .value small { max-width: 9rem; margin-left: auto; white-space: normal; }
    }
    """#
}
