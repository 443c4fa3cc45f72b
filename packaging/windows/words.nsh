; What the installer says besides the words that NSIS brings itself.

!macro WORDS LANGUAGE NAMED SAID
  LangString ${NAMED} ${LANG_${LANGUAGE}} "${SAID}"
!macroend
!define SAY "!insertmacro WORDS"

${SAY} ENGLISH WELCOME "SimDesk tells you in time what each of your SIM cards needs, and by which day, so that you keep the number.$\r$\n$\r$\nIt is installed for you alone, in$\r$\n$INSTDIR$\r$\nNo administrator is needed.$\r$\n$\r$\nAn older SimDesk is replaced. Your cards, receipts, backups and settings stay as they are."
${SAY} SIMPCHINESE WELCOME "每张 SIM 卡该办什么、最晚哪天办，SimDesk 都会提前告诉你，号码就不会丢。$\r$\n$\r$\n只为当前用户安装，不需要管理员权限。安装位置：$\r$\n$INSTDIR$\r$\n$\r$\n如果已经装有旧版，会换成这一版。SIM 卡记录、凭证、备份和设置都原样保留。"
${SAY} TRADCHINESE WELCOME "每張 SIM 卡該辦什麼、最晚哪天辦，SimDesk 都會提前告訴你，門號就不會不見。$\r$\n$\r$\n只為目前的使用者安裝，不需要系統管理員權限。安裝位置：$\r$\n$INSTDIR$\r$\n$\r$\n如果已經裝有舊版，會換成這一版。SIM 卡紀錄、收據、備份和設定都原樣保留。"
${SAY} JAPANESE WELCOME "SimDesk は、番号を残しておきたい SIM ごとに、いつまでに何をすればよいかを前もってお知らせします。$\r$\n$\r$\nお使いのユーザーだけに、次の場所へインストールします。管理者の権限は要りません。$\r$\n$INSTDIR$\r$\n$\r$\n古い SimDesk が入っている場合は、このバージョンに置き換わります。SIM の記録、領収書、バックアップ、設定はそのまま残ります。"

${SAY} ENGLISH DONE "SimDesk is in the Start menu now."
${SAY} SIMPCHINESE DONE "现在可以从“开始”菜单打开 SimDesk。"
${SAY} TRADCHINESE DONE "現在可以從「開始」功能表開啟 SimDesk。"
${SAY} JAPANESE DONE "スタートメニューから SimDesk を開けるようになりました。"

${SAY} ENGLISH START "Open SimDesk now"
${SAY} SIMPCHINESE START "现在打开 SimDesk"
${SAY} TRADCHINESE START "現在開啟 SimDesk"
${SAY} JAPANESE START "SimDesk を今すぐ開く"

${SAY} ENGLISH REMOVED "SimDesk has been removed. Your cards, receipts, backups and settings are still there:$\r$\n${DATA}$\r$\n$\r$\nIf you install SimDesk again, it finds them. If you never want them again, delete this folder. PINs and passwords that you saved are in Credential Manager of Windows; delete them there."
${SAY} SIMPCHINESE REMOVED "SimDesk 已经卸载。SIM 卡记录、凭证、备份和设置都还在：$\r$\n${DATA}$\r$\n$\r$\n以后重新安装 SimDesk，这些内容都能接着用。如果确定不再需要，删掉这个文件夹即可。保存过的 PIN 和密码在 Windows 的“凭据管理器”里，请在那里删除。"
${SAY} TRADCHINESE REMOVED "SimDesk 已經移除。SIM 卡紀錄、收據、備份和設定都還在：$\r$\n${DATA}$\r$\n$\r$\n以後重新安裝 SimDesk，這些內容都能接著用。如果確定不再需要，刪掉這個資料夾就好。儲存過的 PIN 和密碼在 Windows 的「認證管理員」裡，請在那裡刪除。"
${SAY} JAPANESE REMOVED "SimDesk を削除しました。SIM の記録、領収書、バックアップ、設定は次の場所に残っています。$\r$\n${DATA}$\r$\n$\r$\nもう一度インストールすれば、続きから使えます。もう要らないときは、このフォルダーを削除してください。保存した PIN やパスワードは Windows の「資格情報マネージャー」にあるので、そちらで削除してください。"

${SAY} ENGLISH RUNS "SimDesk is open and has to be closed first. Choose OK, and Setup closes it.$\r$\n$\r$\nWhat you have saved stays. If you are in the middle of an entry, choose Cancel, finish it, and start Setup again."
${SAY} SIMPCHINESE RUNS "SimDesk 正开着，要先关闭才能继续。点“确定”，安装程序会把它关掉。$\r$\n$\r$\n已经保存的内容不会丢。如果正在填写，请点“取消”，填完以后再重新运行。"
${SAY} TRADCHINESE RUNS "SimDesk 正開著，要先關閉才能繼續。按「確定」，安裝程式會把它關掉。$\r$\n$\r$\n已經儲存的內容不會不見。如果正在填寫，請按「取消」，填完以後再重新執行。"
${SAY} JAPANESE RUNS "SimDesk が開いています。続けるには、先に閉じる必要があります。「OK」を押すと、こちらで閉じます。$\r$\n$\r$\n保存した内容はそのまま残ります。入力の途中でしたら「キャンセル」を押し、入力を終えてからもう一度実行してください。"

${SAY} ENGLISH STILL_RUNS "SimDesk is still open. Please close it yourself: right-click its icon in the notification area and choose Quit. Then choose Retry."
${SAY} SIMPCHINESE STILL_RUNS "SimDesk 还开着。请自己关掉它：右键点系统托盘里的图标，选“退出”。然后点“重试”。"
${SAY} TRADCHINESE STILL_RUNS "SimDesk 還開著。請自己關掉它：在系統匣的圖示上按右鍵，選「結束」。然後按「重試」。"
${SAY} JAPANESE STILL_RUNS "SimDesk がまだ開いています。お手数ですが、通知領域のアイコンを右クリックし、「終了」を選んで閉じてください。そのあと「再試行」を押してください。"

${SAY} ENGLISH NOT_WRITTEN "Not every file could be written. The disk may be full, or a virus scanner may have stepped in. Put that right, then start Setup again. Your cards and everything you have saved are untouched."
${SAY} SIMPCHINESE NOT_WRITTEN "有的文件没能写入，可能是磁盘满了，也可能是被杀毒软件拦住了。解决以后请重新运行安装程序。SIM 卡记录和保存过的内容都没有动。"
${SAY} TRADCHINESE NOT_WRITTEN "有的檔案沒能寫入，可能是磁碟滿了，也可能是被防毒軟體擋下。解決以後請重新執行安裝程式。SIM 卡紀錄和儲存過的內容都沒有動。"
${SAY} JAPANESE NOT_WRITTEN "書き込めないファイルがありました。ディスクの空きがないか、ウイルス対策ソフトに止められたのかもしれません。原因を取り除いてから、もう一度インストールしてください。SIM の記録や保存した内容には何もしていません。"

${SAY} ENGLISH TOO_OLD "SimDesk needs Windows 10 or newer."
${SAY} SIMPCHINESE TOO_OLD "SimDesk 需要 Windows 10 或更新的版本。"
${SAY} TRADCHINESE TOO_OLD "SimDesk 需要 Windows 10 或更新的版本。"
${SAY} JAPANESE TOO_OLD "SimDesk を使うには Windows 10 以降が必要です。"

${SAY} ENGLISH OTHER_MACHINE "This file is for computers of the kind ${ARCH}. Please take the one for yours."
${SAY} SIMPCHINESE OTHER_MACHINE "这个文件是给 ${ARCH} 电脑用的，请换成适合这台电脑的文件。"
${SAY} TRADCHINESE OTHER_MACHINE "這個檔案是給 ${ARCH} 電腦用的，請換成適合這台電腦的檔案。"
${SAY} JAPANESE OTHER_MACHINE "このファイルは ${ARCH} のパソコン用です。お使いのパソコンに合うファイルを選んでください。"

${SAY} ENGLISH BACKUP "SimDesk backup"
${SAY} SIMPCHINESE BACKUP "SimDesk 备份"
${SAY} TRADCHINESE BACKUP "SimDesk 備份"
${SAY} JAPANESE BACKUP "SimDesk バックアップ"

${SAY} ENGLISH SHORT "Tells you in time before a SIM card runs out"
${SAY} SIMPCHINESE SHORT "SIM 卡到期之前，及时提醒你"
${SAY} TRADCHINESE SHORT "在 SIM 卡到期前準時提醒你"
${SAY} JAPANESE SHORT "SIM の期限が切れる前にお知らせします"
