using BotDesk.Channels.BotFramework;
using BotDesk.Protocol;

namespace BotDesk.CommandLine;

/// <summary><c>botdesk teams-package FILE</c>: writes the app package for Teams from the desk's own settings. It needs neither database nor network.</summary>
internal static class TeamsPackageCommand
{
    /// <returns>0 when it was written, 1 when a setting is missing or wrong; then nothing is written.</returns>
    public static async Task<int> RunAsync(string file, string version, CancellationToken cancellationToken)
    {
        var configuration = DeskHost.CreateBuilder([]).Configuration;
        var bot = configuration.GetSection("Channels:BotFramework").Get<BotFrameworkOptions>() ?? new BotFrameworkOptions();
        var desk = configuration.GetSection(DeskOptions.Section).Get<DeskOptions>() ?? new DeskOptions();
        var teams = configuration.GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new TeamsOptions();
        if (TeamsPackage.Problems(bot, desk.PublicUrl, teams, version) is { Count: > 0 } problems)
        {
            return StartFailure.Refuse([.. problems, "Nothing was written."]);
        }

        var path = Path.GetFullPath(file);
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            return StartFailure.Refuse([$"There is no folder {folder}. Nothing was written."]);
        }

        try
        {
            await File.WriteAllBytesAsync(path, TeamsPackage.Build(bot.AppId!, desk.PublicUrl!, teams, version), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return StartFailure.Refuse([$"{path} cannot be written: {failure.Message} Name a file in a folder of yours."]);
        }

        System.Console.WriteLine(
            $"""
            {path}

              app      {teams.AppName.Trim()} {version}, {bot.AppId}
              desk     {desk.PublicUrl!.AbsoluteUri}
              bot      {desk.AddressOf("/api/messages")} is its messaging endpoint in Azure

            Upload it in the Teams admin center: Teams apps, Manage apps, Upload new app. Raise --app-version for each new upload.
            """);
        return 0;
    }
}
