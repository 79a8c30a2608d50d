extension Styles {
  /// The timeline of one conversation.
  static let conversation = #"""
    .tl > li {
      display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); gap: var(--g4);
      padding: var(--g3) 0; border-bottom: 1px solid var(--rule);
    }
    .tl > .day { display: block; padding: var(--g4) 0 var(--g2); }
    .day h3 { font: 600 var(--t-s)/1 var(--serif); }
    .tl time { color: var(--ink-2); font-size: var(--t-s); white-space: nowrap; }
    .tl .ev { color: var(--ink-2); font-size: var(--t-s); }
    .tl .ev b { color: var(--ink); }
    .tl blockquote { margin: var(--g1) 0 0; max-width: 42rem; white-space: pre-wrap; overflow-wrap: anywhere; }
    .tl .ours blockquote { padding-left: var(--g3); border-left: 2px solid var(--s1); }
    .tl :is(.priv, .auto) blockquote {
      padding-left: var(--g3); border-left: 2px dashed var(--rule-2); color: var(--ink-2);
    }
    .tl .gap > :last-child { border-top: 1px dashed var(--rule-2); padding-top: var(--g1); }
    .tl details > summary {
      cursor: pointer; color: var(--link); font-size: var(--t-s); width: fit-content; min-height: 1.5rem;
    }
    .tl details[open] > summary { color: var(--ink-2); }
    .tl .tag { margin-left: var(--g1); }
    .quiet blockquote { color: var(--ink-2); }
    """#
}
