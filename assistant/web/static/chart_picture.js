// A chart of an answer as a picture: light colours on white, at twice the size, with title, unit, legend and sources.
(() => {
  "use strict";
  const SCALE = 2;
  const WIDTH = 640;
  const MARGIN = 24;
  const [TITLE, SMALL] = [18, 13];
  const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight"];
  const NAMESPACE = "http://www.w3.org/2000/svg";

  const measure = document.createElement("canvas").getContext("2d");

  function make(name, attributes, text) {
    const element = document.createElementNS(NAMESPACE, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    if (text) element.textContent = text;
    return element;
  }

  // The text in lines of that width (pixels), broken anywhere, as Chinese is.
  function wrapped(text, font, width) {
    measure.font = font;
    const lines = [""];
    for (const letter of text) {
      const longer = lines[lines.length - 1] + letter;
      if (measure.measureText(longer).width > width) lines.push(letter);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  // What the styles make of each shape, written into it: a picture knows no style sheet. Colours come down from the
  // shape around, so that all are read before any is changed.
  function inked(svg) {
    const shapes = [...svg.querySelectorAll("*")].map((shape) => {
      const style = getComputedStyle(shape);
      return [shape, KEPT.map((name) => [name, style.getPropertyValue(name)])];
    });
    // Large type is for the screen of who reads there.
    const usual = 16 / parseFloat(getComputedStyle(document.documentElement).fontSize);
    for (const [shape, kept] of shapes) {
      kept.forEach((pair) => pair[0] === "font-size" && (pair[1] = `${parseFloat(pair[1]) * usual}px`));
      kept.forEach(([name, value]) => shape.setAttribute(name, value));
      shape.removeAttribute("class");
    }
    return svg;
  }

  function compose(figure, sources) {
    const style = getComputedStyle(figure);
    const [ink, soft, family] = [style.color, getComputedStyle(figure.querySelector(".source-words")).color, style.fontFamily];
    const room = WIDTH - 2 * MARGIN;
    const picture = make("svg", { xmlns: NAMESPACE, width: WIDTH, "font-family": family });
    let y = MARGIN;
    const write = (text, size, fill, weight = "400") => {
      for (const line of wrapped(text, `${weight} ${size}px ${family}`, room)) {
        y += size * 1.4;
        picture.append(make("text", { x: MARGIN, y: y - size * 0.35, "font-size": size, "font-weight": weight, fill }, line));
      }
    };
    write(figure.querySelector("figcaption").textContent, TITLE, ink, "600");
    y += 8;
    const plot = inked(figure.querySelector("svg.plot"));
    const [, , width, height] = plot.getAttribute("viewBox").split(" ").map(Number);
    const drawn = (room / width) * height;
    Object.entries({ x: MARGIN, y, width: room, height: drawn }).forEach(([key, value]) => plot.setAttribute(key, value));
    plot.removeAttribute("class");
    picture.append(plot);
    y += drawn + 6;
    y = legend(figure, picture, y, ink, family, room);
    write(sources, SMALL, soft);
    y += MARGIN;
    picture.prepend(make("rect", { width: WIDTH, height: y, fill: "#ffffff" }));
    picture.setAttribute("height", y);
    picture.setAttribute("viewBox", `0 0 ${WIDTH} ${y}`);
    return { picture, height: y };
  }

  function legend(figure, picture, top, ink, family, room) {
    const items = [...figure.querySelectorAll(".legend li")];
    let [x, y] = [MARGIN, top];
    measure.font = `${SMALL}px ${family}`;
    for (const item of items) {
      const swatch = inked(item.querySelector("svg"));
      const width = 24 + measure.measureText(item.textContent).width;
      if (x > MARGIN && x + width > MARGIN + room) [x, y] = [MARGIN, y + 24];
      Object.entries({ x, y, width: 18, height: 18 }).forEach(([key, value]) => swatch.setAttribute(key, value));
      picture.append(swatch, make("text", { x: x + 24, y: y + 14, "font-size": SMALL, fill: ink }, item.textContent));
      x += width + 20;
    }
    return items.length ? y + 30 : y;
  }

  async function drawn(picture, height) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH * SCALE, height: Math.ceil(height * SCALE) });
    const context = canvas.getContext("2d");
    context.scale(SCALE, SCALE);
    context.drawImage(image, 0, 0, WIDTH, height);
    return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"));
  }

  // The figure as a PNG; a copy of it is laid out unseen on light paper, whatever colours the page has.
  async function chartPicture(figure, sources) {
    const paper = Object.assign(document.createElement("div"), { className: "on-paper picture" });
    paper.setAttribute("aria-hidden", "true");
    const copy = figure.cloneNode(true);
    copy.append(Object.assign(document.createElement("p"), { className: "source-words", textContent: sources }));
    paper.append(copy);
    document.getElementById("conversation").append(paper);
    try {
      const { picture, height } = compose(copy, sources);
      return await drawn(picture, height);
    } finally {
      paper.remove();
    }
  }

  window.nianbao.chartPicture = chartPicture;
})();
