using BotDesk.CommandLine;

return await DeskCommandLine.Create().Parse(args).InvokeAsync();
