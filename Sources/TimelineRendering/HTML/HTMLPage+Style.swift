extension HTMLPage {
    /// How a page looks: light and dark, on a phone, on a desk and on paper. Colour only repeats what words and strokes
    /// say.
    static let style: Markup = """
        :root{--paper:#fcfbf8;--card:#fff;--ink:#1b1c1e;--soft:#5d6066;--faint:#8b8e94;--line:#e0dcd3;--rail:#cfcac0;
        --reported:#1f5fa8;--responded:#12724a;--updated:#8a5800;--wrong:#b3261e;--doubt:#9a5b00;--mark:#fff3d6;
        --serif:"Charter","Bitstream Charter","Sitka Text","Source Serif 4","Noto Serif","Liberation Serif",Cambria,Georgia,serif;
        --sans:system-ui,-apple-system,"Segoe UI","Noto Sans","Liberation Sans","DejaVu Sans",sans-serif;
        --mono:ui-monospace,"SF Mono","Cascadia Mono","Noto Sans Mono","Liberation Mono",monospace}
        @media (prefers-color-scheme:dark){:root{--paper:#131417;--card:#1b1d21;--ink:#e9e7e2;--soft:#a9abb1;--faint:#80838a;
        --line:#2d3036;--rail:#3b3f46;--reported:#7fb2ee;--responded:#65c79a;--updated:#e0ae57;--wrong:#f0897f;
        --doubt:#e5ad55;--mark:#33290f}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
        body{margin:0 auto;max-width:56rem;padding:2.5rem 1.5rem 4rem;background:var(--paper);color:var(--ink);
        font:1rem/1.5 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        a{color:inherit;text-decoration:underline;text-decoration-color:var(--rail);text-underline-offset:.18em}
        a:hover{text-decoration-color:currentColor}
        a:focus-visible{outline:2px solid var(--reported);outline-offset:2px}
        h1,h2,h3,p,ol,ul,dl,dd,figure{margin:0;padding:0}
        ol,ul{list-style:none}
        .over{font-size:.75rem;font-weight:600;letter-spacing:.1em;text-transform:uppercase;color:var(--soft)}
        h1{font:700 clamp(1.9rem,1.2rem + 3vw,3rem)/1.1 var(--serif);letter-spacing:-.012em;margin:.35rem 0 .7rem;text-wrap:balance}
        .facts{display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem 0;color:var(--soft)}
        .facts>*:not(:last-child)::after{content:"\\00b7";margin:0 .5em;color:var(--faint);text-decoration:none;display:inline-block}
        .facts .id{font-family:var(--mono);font-size:.9em;color:var(--ink)}
        .facts strong{color:var(--ink)}
        .exercise{border:2px solid var(--doubt);background:var(--mark);color:var(--ink);padding:.6rem 1rem;margin-bottom:1.5rem;
        font-weight:700;letter-spacing:.04em;text-align:center}
        .know,.says,.detail,.keys,h1{min-width:0;overflow-wrap:anywhere}
        .know{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:1rem 0 0;font-size:.9rem}
        .know dt{color:var(--soft)}
        .keys{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:0 1.5rem;margin:1.75rem 0 0;border-top:2px solid var(--ink)}
        .keys li{padding:.7rem 0 .8rem;border-bottom:1px solid var(--line)}
        .keys b{display:block;font:700 2rem/1.1 var(--serif)}
        .keys b small{font-size:.5em;font-weight:400}
        .keys span{display:block;font-weight:600}
        .keys small{display:block;color:var(--soft);font-size:.8rem;line-height:1.4}
        .keys .fall{color:var(--wrong)}
        .days{display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:1.75rem 0 0;font-size:.875rem}
        h2{font:700 1.35rem/1.2 var(--serif);margin:2.75rem 0 .25rem;padding-bottom:.4rem;border-bottom:2px solid var(--ink)}
        h3{font-size:1rem;margin:1.75rem 0 .25rem}
        .day>h2{position:sticky;top:0;background:var(--paper);z-index:1;padding-top:.5rem}
        .entry article,.gap{display:grid;grid-template-columns:8.5rem minmax(0,1fr)}
        .when{padding:1rem 1.25rem 0 0;text-align:right;line-height:1.35}
        .when time,.when .undated{font-weight:650}
        .when .delta{display:block;color:var(--soft);font-size:.8rem}
        .what{position:relative;border-left:2px solid var(--rail);padding:1rem 0 .35rem 1.4rem;min-width:0}
        .what::before{content:"";position:absolute;left:-.44rem;top:1.32rem;width:.75rem;height:.75rem;border-radius:50%;
        background:var(--kind);border:2px solid var(--paper)}
        .reported{--kind:var(--reported)}.responded{--kind:var(--responded)}.updated{--kind:var(--updated)}.other{--kind:var(--soft)}
        .struck .what::before{background:var(--paper);border-color:var(--kind)}
        .tags{display:flex;flex-wrap:wrap;gap:0 .7rem;align-items:baseline;font-size:.78rem;color:var(--soft);line-height:1.6}
        .kind{font-weight:700;letter-spacing:.06em;text-transform:uppercase;color:var(--kind)}
        .ref{font-family:var(--mono)}
        .state,.drill{font-weight:700;color:var(--wrong)}
        .state.disputed,.drill{color:var(--doubt)}
        .audience{margin-left:auto;color:var(--soft)}
        .says{font:1.125rem/1.42 var(--serif);text-wrap:pretty;margin:.1rem 0 .2rem}
        .decided .says{font-weight:700}
        .struck del{color:var(--soft);text-decoration-color:var(--wrong);text-decoration-thickness:.09em}
        .none{color:var(--soft);font-style:italic}
        .detail{color:var(--soft);font-size:.92rem;max-width:62ch;margin:.15rem 0}
        .source{font-size:.88rem;color:var(--soft)}
        .source>*:not(:last-child)::after{content:"\\00b7";margin:0 .45em;color:var(--faint);display:inline-block}
        .source cite{font-style:normal;font-weight:600;color:var(--ink)}
        .notes,.source,.decision{overflow-wrap:anywhere}
        .notes{margin:.3rem 0 .2rem;font-size:.88rem;color:var(--soft)}
        .notes li{padding-left:.8rem;border-left:2px solid var(--line);margin:.25rem 0}
        .notes li.corrects,.notes li.retracts,.notes li.revises{border-color:var(--wrong)}
        .notes li.disputes{border-color:var(--doubt)}
        .notes ins{text-decoration:none;color:var(--ink);font-weight:600}
        .decision{border:1px solid var(--line);border-left:4px solid var(--kind);background:var(--card);padding:.6rem .9rem;margin:.5rem 0;font-size:.92rem}
        .decision dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem}
        .decision dt{color:var(--soft)}
        .decision dt:first-child{font-weight:700;color:var(--ink)}
        .decision dd:first-of-type{font-weight:600}
        .gap{color:var(--soft);font-size:.85rem}
        .gap span{grid-column:2;border-left:2px dashed var(--rail);padding:1rem 0 .5rem 1.4rem}
        .entry:target .says{background:var(--mark);box-shadow:0 0 0 .3rem var(--mark)}
        .entry{scroll-margin-top:3rem}
        .scroll{overflow-x:auto;margin:.5rem 0 0}
        table{border-collapse:collapse;width:100%;font-size:.88rem}
        th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--line)}
        th{font-weight:600;color:var(--soft);white-space:nowrap}
        td.number{font-weight:650;white-space:nowrap}
        td time{white-space:nowrap}
        .way{display:block;color:var(--soft);font-size:.9em;min-width:14rem}
        td del{color:var(--soft);text-decoration-color:var(--wrong)}
        figure{margin:1rem 0 0}
        figure{overflow-x:auto}
        figure svg{display:block;width:100%;min-width:38rem;height:auto;color:var(--ink)}
        footer{margin-top:2.5rem;padding-top:.8rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--soft)}
        @media (max-width:38rem){body{padding:1.25rem 1rem 3rem}
        .entry article,.gap{grid-template-columns:minmax(0,1fr)}
        .when{text-align:left;padding:.9rem 0 0 1.1rem;border-left:2px solid var(--rail);position:relative}
        .when .delta{display:inline;margin-left:.5rem}
        .when::before{content:"";position:absolute;left:-.44rem;top:1.2rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--kind);border:2px solid var(--paper)}
        .struck .when::before{background:var(--paper);border-color:var(--kind)}
        .what{padding:.1rem 0 .35rem 1.1rem}.what::before{display:none}
        .gap span{grid-column:1;padding:.8rem 0 .3rem 1.1rem}
        .keys{grid-template-columns:repeat(2,minmax(0,1fr))}.keys b{font-size:1.6rem}}
        @media print{@page{margin:16mm 15mm}:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--faint:#666;--line:#bbb;--rail:#999;
        --reported:#1f5fa8;--responded:#12724a;--updated:#8a5800;--wrong:#b3261e;--doubt:#9a5b00;--mark:#fff}
        body{padding:0;max-width:none;font-size:9.5pt}.days{display:none}
        .day>h2{position:static}h2,h3{break-after:avoid}.entry,.keys li,tr,figure,.decision{break-inside:avoid}
        a{text-decoration:none}.when{padding-top:.6rem}.what{padding-top:.6rem}.what::before{top:.9rem}h1{font-size:24pt}
        .says{font-size:11pt}table{font-size:8.5pt}.keys b{font-size:17pt}.scroll,figure{overflow:visible}figure svg{min-width:0}}
        """
}
