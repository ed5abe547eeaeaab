"""Why a file that came from outside is not taken: a code and the sentence a clerk reads. Nothing was changed then.

API: `refusal(code, **words) -> FfpError`, the code without its area: `refusal("damaged")` is `bundle.damaged`.
"""

from ffp_desktop.errors import FfpError

_SAFE = "现有数据没有变动。"
_SENTENCES = {
    "foreign": "这不是本程序的包，或只有半个文件。请重新从U盘选.ffpb文件，" + _SAFE,
    "damaged": "这个包损坏或被改动过，没有导入。请让对方重新导出一次，" + _SAFE,
    "forged": "这个包的签名不对，没有导入。请打电话问对方是不是他导出的，再让他重新导出，" + _SAFE,
    "oversized": "这个文件或里面的内容超过了允许的大小，没有打开。请让对方用本程序重新导出，" + _SAFE,
    "too_new": "这个包是用更新版本的程序做的，这个版本读不了。请先升级程序再导入，" + _SAFE,
    "misaddressed": "这个包是给{to}的，不是给本单位的，没有导入。请核对U盘，" + _SAFE,
    "cannot_decrypt": "这个包不是加密给本单位的，打不开。请让对方核对上级单位后重新导出，" + _SAFE,
    "replayed": "第{sequence}号包已经在{at}导入过，没有再导入。不用再做什么，" + _SAFE,
    "expired": "对方设备的证书不在有效期内，没有导入。请先核对本机日期，日期没错就给对方换新证书，" + _SAFE,
    "revoked": "对方设备已被停用，没有导入它的包。请打电话核实，要继续用就重新登记，" + _SAFE,
    "not_enrolled": "对方设备没有登记，指纹是{fingerprint}。请管理员打电话核对指纹，认可后再导入，" + _SAFE,
    "untrusted": "对方设备的证书不是本旗发的，没有导入。请核对U盘的来源，" + _SAFE,
    "out_of_scope": "包里有不归对方管的村的记录，没有导入。请打电话核实，再让对方重新导出，" + _SAFE,
    "overreaching": "包里有越级的审核：下级的设备写了上级的审核，没有导入。请打电话核实，" + _SAFE,
    "waiting": "这是第{sequence}号包，还缺前面的记录：等待第{missing}号包。"
    "缺的那个到了就自动接上，也可以让对方导出全部，" + _SAFE,
    "unreadable": "“{place}”读不出来。请检查U盘是否插好，再试一次，" + _SAFE,
    "cannot_write": "“{place}”写不进去（{reason}）。请插好U盘、换一个或腾出空间，再写一次，" + _SAFE,
    "not_kept": "这个包的文件不在本机了（换过电脑或恢复过备份）。请重新导出，新的包会带上它的内容，" + _SAFE,
    "not_verified": "写到U盘的文件读回来核对不上，没有算数。请换一个U盘再写一次，" + _SAFE,
    "receipt_wrong": "这个回执不是给本机的，或损坏了，没有用它。请让上级重新写一份回执，" + _SAFE,
    "receipt_unknown": "没有找到这个回执说的包。请核对U盘是不是本机的，" + _SAFE,
    "nothing_new": "上次回执以后没有新的记录，不用导出。要全部重发，请选“全部”，" + _SAFE,
    "no_recipient": "还不知道上级单位的公钥，不能加密。请先用上级给的.ffpcert登记，" + _SAFE,
    "not_waiting": "这个包不用等，可以直接导入。请重新导入，" + _SAFE,
    "not_held": "这几张表没有暂存的内容。不用再做什么，" + _SAFE,
    "undo_none": "没有可以撤销的导入。不用再做什么，" + _SAFE,
    "undo_late": "导入以后已经又写过或导出过，不能再撤销。要改请直接改表，" + _SAFE,
}
_DEVICE = {
    "request_wrong": "这不是登记申请，或损坏了。请让对方重新做一份.ffpreq，" + _SAFE,
    "pack_wrong": "这不是证书包，或不是发给本机的。请让上级重新做一份.ffpcert，" + _SAFE,
    "fingerprint_wrong": "指纹不一样。请再和对方逐位核对；还是不一样就不要登记，" + _SAFE,
    "no_authority": "本机没有发证的钥匙，不能给别人登记。请到乡镇或旗的管理员电脑上办理，" + _SAFE,
    "root_exists": "本机已经有根钥匙或已经登记，没有再建。请在“设备与信任”里查看，" + _SAFE,
    "not_allowed": "只有管理员能登记和停用设备。请管理员登录后再办，" + _SAFE,
    "unknown": "没有找到这台设备。请在“设备与信任”里核对指纹，" + _SAFE,
    "scope_wrong": "对方要登记的单位不归本单位管。请核对单位代码，" + _SAFE,
    "sheet_wrong": "恢复单上的字不对。请逐组核对后再输一次，" + _SAFE,
    "stale": "停用名单比本机的旧，没有用它。请向上级要最新的文件，" + _SAFE,
    "out_of_order": "本机的证书不是这台电脑的，可能换过数据。请重新登记，" + _SAFE,
}


def refusal(code: str, **words: object) -> FfpError:
    """The error of a bundle."""
    return FfpError(f"bundle.{code}", _SENTENCES[code].format(**words))


def device_refusal(code: str, **words: object) -> FfpError:
    """The error of an enrolment."""
    return FfpError(f"device.{code}", _DEVICE[code].format(**words))
