extension Styles {
  /// A screen on the wall: larger, without controls, ten rows and a total without scrolling.
  static let wall = #"""
    [data-mode="tv"] :is(.nav, .tabs, .crumb, .nav-open, .tools, .btn, .chips, .excl, .off-wall, .as-table, .hint) { display: none; }
    [data-mode="tv"] :is(.def, .menu) > summary::after { display: none; }
    [data-mode="tv"] .menu > summary { border: 0; padding: 0; background: none; color: var(--ink-2); }
    [data-mode="tv"] .menu > summary .good { color: var(--good); }
    [data-mode="tv"] .app { display: block; }
    [data-mode="tv"] main { min-height: 100vh; border: 0; padding: var(--g4) var(--g6); }
    [data-mode="tv"] main > * { max-width: none; }
    [data-mode="tv"] .bar { padding-bottom: var(--g2); }
    [data-mode="tv"] .lede { padding: var(--g2) 0 var(--g3); font-size: 1.1rem; max-width: none; }
    [data-mode="tv"] .fig { padding-bottom: var(--g2); }
    [data-mode="tv"] .grid { padding-top: var(--g3); }
    [data-mode="tv"] .stack { gap: var(--g4); }
    [data-mode="tv"] .stack .check { display: none; }
    [data-mode="tv"] .n { text-decoration: none; }
    [data-mode="tv"] .def > summary { min-height: 1.4rem; }
    [data-mode="tv"] .fig-line { min-height: 2.6rem; }
    [data-mode="tv"] .fig p { line-height: 1.35; }
    [data-mode="tv"] :is(.waits th small, .people th small, .board th small, .slim) { display: none; }
    [data-mode="tv"] .t small { display: inline; margin-left: var(--g2); }
    [data-mode="tv"] .t :is(th, td) { height: 1.8rem; padding-block: 0; }
    [data-mode="tv"] .board :is(th, td) { height: 1.65rem; }
    """#
}
