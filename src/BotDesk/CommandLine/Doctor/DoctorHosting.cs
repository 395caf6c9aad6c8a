namespace BotDesk.CommandLine.Doctor;

/// <summary>Puts the examinations into the application, in the order in which their findings are read.</summary>
internal static class DoctorHosting
{
    public static IServiceCollection AddDoctor(this IServiceCollection services)
    {
        services.AddSingleton(_ => new Outside(new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })));
        services.AddSingleton<IExamination, SettingsExamination>();
        services.AddSingleton<IExamination, DatabaseExamination>();
        services.AddSingleton<IExamination, PublicAddressExamination>();
        services.AddSingleton<IExamination, SignInExamination>();
        services.AddSingleton<IExamination, BotExamination>();
        services.AddSingleton<IExamination, DirectoryExamination>();
        services.AddSingleton<IExamination, SlackExamination>();
        return services.AddSingleton<IExamination, LanguageModelExamination>();
    }
}
