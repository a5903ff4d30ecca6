"""The commands of the package: they become the tools that lie beside this file."""

import os
import pathlib
import sys


def tool(name):
    """The path of a tool that came with this package: "sp-mock" or "sp-contract"."""
    return str(pathlib.Path(__file__).parent / "bin" / name)


def _become(name):
    path = tool(name)
    os.execv(path, [path, *sys.argv[1:]])


def run_sp_mock():
    _become("sp-mock")


def run_sp_contract():
    _become("sp-contract")
