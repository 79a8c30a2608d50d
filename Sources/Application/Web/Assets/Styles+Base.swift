extension Styles {
  /// Text, links, focus, and what only screen readers meet.
  static let base = #"""
    *, ::before, ::after { box-sizing: border-box; }
    html { background: var(--paper); scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; color: var(--ink); font: var(--t-m)/1.45 var(--sans);
      font-variant-numeric: tabular-nums lining-nums;
    }
    h1, h2, h3, p, ol, ul, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
    ol, ul { list-style: none; }
    h1, h2, .lede { font-family: var(--serif); font-weight: 600; text-wrap: balance; }
    h1 { font-size: var(--t-xl); line-height: 1.2; overflow-wrap: anywhere; }
    h2 { font-size: var(--t-l); line-height: 1.3; }
    h3 { font-size: var(--t-s); font-weight: 650; }
    a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
    code, kbd { font: .92em var(--mono); background: var(--well); padding: .1em .35em; border-radius: var(--r1); }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: var(--r1); }
    svg { display: block; overflow: visible; }
    .vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .skip { position: absolute; left: -99rem; z-index: 9; background: var(--sheet); padding: var(--g2) var(--g4); }
    .skip:focus { left: var(--g2); top: var(--g2); }
    .s { font-size: var(--t-s); }
    .q, .dim { color: var(--ink-2); }
    .nb { white-space: nowrap; }
    [hidden] { display: none !important; }
    """#
}
