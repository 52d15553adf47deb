"""What programs are told by the API, in Chinese."""

from assistant.service.keys import Scope

STATUS = {
    400: "请求有误",
    401: "需要密钥",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种方法",
    409: "与现状冲突",
    413: "内容太大",
    415: "不支持这种格式",
    422: "参数有误",
    429: "请求太频繁",
    500: "没有处理成功",
    503: "服务还没有准备好",
}
DETAIL = {
    404: "没有这个地址。接口列表见 /api/docs。",
    405: "这个地址不支持这种请求方法。接口列表见 /api/docs。",
}
FAILED = "请求没有处理成功，原因已写入日志。请稍后再试；如果仍然不行，请告诉网站管理员。"
INVALID = "参数有误：{where}。请对照 /api/docs 里的说明修改。"

# --- keys ------------------------------------------------------------------------------------
SCOPES: dict[Scope, str] = {Scope.ASK: "提问（ask）", Scope.READ: "查阅（read）", Scope.FEEDBACK: "反馈（feedback）"}
BEARER = "请求头 `Authorization: Bearer nb-…`。密钥由管理员用 `nianbao key add 名称` 建立。"
KEY_HEADER = "请求头 `X-API-Key: nb-…`，与 Authorization 任选一个。"
NO_KEY = "这个接口要带密钥：请求头写 Authorization: Bearer nb-…，或者 X-API-Key: nb-…。密钥请向网站管理员申请。"
WRONG_KEY = "密钥不对，或者已经停用。请检查有没有抄错；需要新的密钥请找网站管理员。"
WRONG_SCOPE = "这个密钥不能用来{needed}，它的用途是：{may}。需要的话请找网站管理员换一个密钥。"
TOO_MANY = "请求太频繁了，请过 {seconds} 秒再试。"
DAY_USED_UP = "这个密钥今天的 {daily} 次已经用完，UTC 零点（北京时间 8 点）以后可以再用。"
