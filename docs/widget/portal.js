// 示例：网页自己的脚本怎样打开问答窗口、提问、换成只答某个单位，以及怎样知道窗口的动静。
const say = (message) => window.postMessage(message, window.location.origin);

document.getElementById("ask-new").addEventListener("click", () => {
  say({ nianbao: "ask", question: "澄屿市2023年新收了多少件申请？" });
});

document.getElementById("keep-education").addEventListener("click", () => {
  say({ nianbao: "keep", body: "澄屿市教育局" });
  say({ nianbao: "open" });
});

window.addEventListener("nianbao", (event) => {
  const { type, outcome } = event.detail;
  document.getElementById("events").textContent += ` ${type}${outcome ? `（${outcome}）` : ""}`;
});
