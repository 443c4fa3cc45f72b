; The installer for Windows. packaging/windows_installer.py calls makensis with what is missing here:
;   VERSION       such as 0.2.0
;   PUBLISHER     who answers for it
;   HOMEPAGE      its address
;   ARCH          x64 or arm64
;   ICON          the icon of the installer
;   SIDE          the picture beside its first and last words
;   FILES         a file with the macros that put every file of the frozen folder in its place and take it away again
;   SIZE          what that folder takes on the disk, in KiB
;   OUT           the installer to write
;   STUB          optional: another kind of installer than makensis makes by itself, such as amd64-unicode

!ifdef STUB
  Target ${STUB}
!endif
Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
; Everything is the owner's own; nobody is asked for a password.
RequestExecutionLevel user

!define NAME SimDesk
!define APP_ID org.simdesk.SimDesk
!define PROG_ID SimDesk.Backup
!define MIME application/vnd.simdesk.backup+zip
!define UNINSTALL Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}
!define CLASSES Software\Classes
!define RUN Software\Microsoft\Windows\CurrentVersion\Run
!define APPROVED Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run
; Where platformdirs says that the data of "simdesk" are.
!define DATA "$LOCALAPPDATA\simdesk"
!define SHORTCUT "$SMPROGRAMS\${NAME}.lnk"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
; An update goes where the last one went; /D= on the command line comes before both.
InstallDirRegKey HKCU "${UNINSTALL}" InstallLocation
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
XPStyle on
CRCCheck force

!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh
!include MUI2.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include "${FILES}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_FINISHPAGE_TEXT "$(DONE)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(START)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_FINISHPAGE_TEXT "$(REMOVED)"
!define MUI_FINISHPAGE_TEXT_LARGE
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_UNPAGE_FINISH

; The first is that of a Windows in a language that is not among them.
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE TradChinese
!insertmacro MUI_LANGUAGE Japanese
!include words.nsh
!include running.nsh
!include shortcut.nsh
!include registry.nsh

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!macro VERSION_WORDS LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} ProductName "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} FileDescription "${NAME} ${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} CompanyName "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "${PUBLISHER}"
!macroend
!insertmacro VERSION_WORDS ${LANG_ENGLISH}
!insertmacro VERSION_WORDS ${LANG_SIMPCHINESE}
!insertmacro VERSION_WORDS ${LANG_TRADCHINESE}
!insertmacro VERSION_WORDS ${LANG_JAPANESE}

; Hong Kong and Macao write traditional signs; by itself NSIS takes the first Chinese for them.
!macro READ_LANGUAGE
  System::Call 'kernel32::GetUserDefaultUILanguage() i .r0'
  IntOp $0 $0 & 0xFFFF
  ${If} $0 = 0x0C04
  ${OrIf} $0 = 0x1404
    StrCpy $LANGUAGE ${LANG_TRADCHINESE}
  ${EndIf}
!macroend

Function .onInit
  !insertmacro READ_LANGUAGE
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  !if "${ARCH}" == "arm64"
    ${IfNot} ${IsNativeARM64}
  !else
    ${IfNot} ${RunningX64}
  !endif
    MessageBox MB_OK|MB_ICONSTOP "$(OTHER_MACHINE)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro READ_LANGUAGE
FunctionEnd

Section
  Call FreeFiles
  Call RemoveOlder
  SetOverwrite on
  ClearErrors
  !insertmacro PUT_FILES
  SetOutPath $INSTDIR
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_WRITTEN)" /SD IDOK
    SetErrorLevel 2
    Abort "$(NOT_WRITTEN)"
  ${EndIf}
  Call WriteShortcut
  Call WriteAssociation
  Call WriteEntry
SectionEnd

; What an older version put here goes first: else files that the new one no longer has would stay. Its own
; uninstaller knows them. /UPDATE tells it that the start at login is to stay.
Function RemoveOlder
  ${IfNot} ${FileExists} "$INSTDIR\uninstall.exe"
    Return
  ${EndIf}
  InitPluginsDir
  CopyFiles /SILENT "$INSTDIR\uninstall.exe" "$PLUGINSDIR\older.exe"
  ; What stands behind _?= is a path to the end of the line, without quotes.
  ExecWait '"$PLUGINSDIR\older.exe" /S /UPDATE _?=$INSTDIR'
  Delete "$INSTDIR\uninstall.exe"
FunctionEnd

Section Uninstall
  Call un.FreeFiles
  !insertmacro TAKE_FILES
  Delete "$INSTDIR\uninstall.exe"
  ; Not with /r: a folder that holds something else stays.
  RMDir "$INSTDIR"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPDATE" $1
  ${If} ${Errors}
    Call un.RemoveStart
    Call un.RemoveAssociation
    Delete "${SHORTCUT}"
    DeleteRegKey HKCU "${UNINSTALL}"
    ; The seats of windows that were open; see simdesk.ui.desktop.instance.
    Delete "$TEMP\simdesk-????????????????.lock"
  ${EndIf}
SectionEnd
