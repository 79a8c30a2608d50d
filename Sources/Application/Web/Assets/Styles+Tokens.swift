extension Styles {
  /// Values only; no selectors but the root. No other file states a colour.
  static let tokens = #"""
    :root {
      color-scheme: light dark;

      /* paper and ink */
      --paper: light-dark(#f1f2ec, #121513);
      --sheet: light-dark(#fdfdfa, #1a1e1b);
      --well: light-dark(#e8eae1, #252a26);
      --ink: light-dark(#1b201d, #e8eae3);
      --ink-2: light-dark(#555c56, #abb2aa);
      --rule: light-dark(#dcded4, #303631);
      --rule-2: light-dark(#8b9189, #747c75);
      --link: light-dark(#1f4f8b, #9ec1f0);
      --link-well: light-dark(#e3eaf4, #1f2c3d);
      --on-link: light-dark(#ffffff, #10161f);

      /* status: always with a glyph and a word */
      --good: light-dark(#1d6642, #86cfa3);
      --good-well: light-dark(#e3f0e6, #1b2e23);
      --warn: light-dark(#7a5200, #e3b45c);
      --warn-well: light-dark(#f8eed6, #342a14);
      --bad: light-dark(#a3301f, #f2998a);
      --bad-well: light-dark(#f9e6e1, #3a211c);

      /* eight series, told apart with any colour vision (OKLab distance >= .09) */
      --s1: light-dark(#3a6bc9, #50ade9);
      --s2: light-dark(#969350, #dfd365);
      --s3: light-dark(#741c07, #ba5c32);
      --s4: light-dark(#2698c6, #7bd6fe);
      --s5: light-dark(#16664c, #2a9089);
      --s6: light-dark(#c65e8e, #ee9ea2);
      --s7: light-dark(#662d8b, #8c6fd0);
      --s8: light-dark(#617518, #9fac42);

      /* sequential, 0 = none, 6 = most; ink on 0-3, --q-on on 4-6 */
      --q0: light-dark(#f1f2ec, #20252a);
      --q1: light-dark(#dde6f1, #22364b);
      --q2: light-dark(#bed1e8, #264765);
      --q3: light-dark(#97b6da, #2b5a82);
      --q4: light-dark(#4576b3, #7fb0e2);
      --q5: light-dark(#2b5a99, #a9cbee);
      --q6: light-dark(#173a69, #d6e6f8);
      --q-on: light-dark(#ffffff, #0f1720);

      /* diverging: slower/worse - neutral - faster/better */
      --d1: light-dark(#a3481f, #e79a6c);
      --d2: light-dark(#dba98a, #8a5a3c);
      --d3: light-dark(#e3e5dc, #353b36);
      --d4: light-dark(#8fb6d0, #3d6a87);
      --d5: light-dark(#1f5f8b, #86bfe6);

      /* type: system faces; figures always tabular */
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
      --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", "Liberation Serif", ui-serif, serif;
      --mono: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace;
      --t-xs: .75rem;
      --t-s: .8125rem;
      --t-m: .9375rem;
      --t-l: 1.125rem;
      --t-xl: 1.5rem;
      --t-2xl: 2rem;
      --t-3xl: 3.25rem;

      /* space, shape, height */
      --g1: .25rem; --g2: .5rem; --g3: .75rem; --g4: 1rem; --g5: 1.5rem; --g6: 2rem; --g7: 3rem;
      --r1: 3px; --r2: 6px;
      --lift: 0 1px 2px light-dark(#1b201d14, #0006), 0 8px 24px light-dark(#1b201d1f, #0009);
      --row: 2.25rem;
      --nav: 13rem;
    }
    :root[data-theme="light"] { color-scheme: light; }
    :root[data-theme="dark"] { color-scheme: dark; }
    :root[data-density="compact"] { --row: 1.75rem; --g4: .75rem; --g5: 1.125rem; }
    /* ten rows and a total on any screen of a usual shape: some 24 pixels where it has 1920 by 1080 */
    :root[data-mode="tv"] { font-size: clamp(85%, min(1.25vw, 2.17vh), 300%); --row: 2.5rem; }
    """#
}
