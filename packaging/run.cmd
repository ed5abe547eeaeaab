@echo off
rem Starts the program by a double click, whatever the execution policy. Arguments go to the program.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0run.ps1" %*
if errorlevel 1 pause
