"""Why a step or an action of a 监测对象 cannot be recorded: each code with its one sentence.

API: `monitoring_refusal(code, **words) -> FfpError`: `monitoring_refusal("step_early")` is `monitoring.step_early`.
"""

from ffp_desktop.errors import FfpError

_SENTENCES = {
    "not_monitored": "这一户既不是监测对象，也没有要新识别。请先在调查表的A1或五里填好。",
    "not_new": "这一户没有填新识别“是”，没有新识别的步骤。请核对调查表的五。",
    "not_allowed": "“{step}”由审核员或管理员登记。请审核员登录后再记。",
    "other_office": "“{step}”由{office}登记，这里是{here}。请到{office}的电脑上记。",
    "date_wrong": "“{step}”的日期要写年月日。请照文件写，例如20230306。",
    "date_future": "“{step}”的日期晚于今天。请核对日期。",
    "end_missing": "公示要写起止两个日期。请把公示结束的日期也写上。",
    "end_early": "公示结束早于公示开始。请核对两个日期。",
    "step_early": "“{step}”不能早于“{other}”（{day}）。请核对这两个日期。",
    "step_late": "“{step}”不能晚于后面的“{other}”（{day}）。请核对这两个日期。",
    "by_missing": "“{step}”没有写由谁办的。请写经办的人或单位。",
    "reason_missing": "要写明原因，它留在历史里。请填写原因。",
    "text_long": "写得太长，最多{most}个字。请写短一些。",
    "step_unknown": "这一户没有登记过“{step}”，没有可撤回的。",
    "action_open": "这一户的“{kind}”还在办（{now}）。请先办完，或撤回那一条。",
    "action_unknown": "没有找到这一条。请重新打开这一户。",
    "action_withdrawn": "这一条已经撤回，不能再往下办。要办请重新提出。",
    "state_wrong": "现在是“{now}”，不能直接到“{state}”。请按提出、乡镇上报、旗审核、系统已处理的顺序办。",
    "nothing_to_report": "没有还在办的“{kind}”，没有写文件。请先在监测对象里提出。",
}


def monitoring_refusal(code: str, **words: object) -> FfpError:
    """The error of a step or an action."""
    return FfpError(f"monitoring.{code}", _SENTENCES[code].format(**words))
