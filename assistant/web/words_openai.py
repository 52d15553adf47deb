"""What programs that speak OpenAI's API are told, and how an answer is written out as one text, in Chinese."""

READING = "答的是：{reading}"
CHOOSE = "请选一个："
GO_ON = "还可以问："
SOURCES = "出处："
NO_QUESTION = "messages 里没有用户（role 为 user）说的话，不知道要问什么。请把问题写在最后一条 user 消息里。"
TOO_LONG = "问题太长了（{length} 个字），请控制在 {most} 个字以内，或者分成几个问题来问。"
NO_MODEL = "没有叫“{model}”的模型。这里只有一个，请把 model 写成 {known}。"
