"""Every label and sentence of the staff desk."""

from assistant import wording_access
from assistant.service.accounts import Role

TITLE = "年报问答 · 工作台"
DESK = "工作台"
TO_CHAT = "去问答页"
SKIP = "跳到正文"
MENU = "菜单"
MENU_LABEL = "工作台的页面"
HOME = "首页"
SIGN_IN = "登录"
SIGN_OUT = "退出"
SIGNED_IN_AS = "{name}（{role}）"
NAME = "账号"
PASSWORD = "密码"
SIGN_IN_FIRST = "请先登录。"
WRONG_PASSWORD = "账号或密码不对。请再试一次；忘了密码请找管理员重设。"
TOO_MANY_ATTEMPTS = "试的次数太多了，请过一分钟再试。"
NO_ACCOUNTS = "还没有账号。请管理员在运行本程序的机器上添加："
ADD_ACCOUNT_COMMAND = "nianbao staff add 账号名 --role admin"
BY_PROXY = "工作台由单位的统一登录进入，这里不用密码。您的账号还没有加入，请找管理员。"
FORGED = "这个请求不是从工作台的页面发来的，或者页面已经过期。请刷新页面再试。"
NOT_ALLOWED = "这一项需要“{role}”权限。需要的话请找管理员。"
BACK = "回到刚才的页面"
TO_HOME = "去工作台首页"
# What a page is called that says what went wrong, by its status.
ERRORS = {403: "没有权限", 404: "没有找到", 413: "内容太大", 422: "填写有误", 503: "请稍后再试"}
ERROR = "没有处理成功"
FORGED_TITLE = "请刷新页面"
UNKNOWN_PAGE = "工作台没有这一页，地址可能不完整，或者这一页已经没有了。"
INVALID = "有一项内容不合要求：可能没有填、太长，或者格式不对。请回到刚才的页面改好再提交；没有保存任何内容。"
FAILED = "没有处理成功，原因已写入日志。请稍后再试；如果仍然不行，请告诉网站管理员。"
NOT_READY = "服务还没有准备好，或者数据暂时读不了。请过几秒再试。"

ROLES: dict[Role, str] = {role: wording_access.ROLES[role] for role in Role}
