using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace BotDesk.Console;

/// <summary>A page that says one thing.</summary>
/// <param name="Way">Where to go on, by its words and its address below the path base; null: to the queue.</param>
internal sealed record Notice(string Title, string Text, (string Words, string Address)? Way = null)
{
    public static IActionResult Show(Notice notice, int status) => Show("/Console/Shared/Notice.cshtml", notice, status);

    /// <summary>Shows a view instead of the page that was asked for.</summary>
    public static IActionResult Show<T>(string view, T model, int status) => new ViewResult
    {
        ViewName = view,
        StatusCode = status,
        ViewData = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model },
    };
}
