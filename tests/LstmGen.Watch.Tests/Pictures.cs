using LstmGen.Generator.Tests;
using Microsoft.Playwright;

namespace LstmGen.Watch.Tests;

/// <summary>The pictures of the playground in docs, made anew by <c>LstmGen.Watch.Tests -explicit only</c>.</summary>
public sealed class Pictures(Browser browser, PlaygroundServer server) : IClassFixture<PlaygroundServer>
{
    [Theory(Explicit = true)]
    [InlineData("playground", "#data=seasons&layers=lstm24&lookBack=48&rate=0.005&epochs=60&seed=3", 1_360, 1_000, "en-GB", ColorScheme.Light)]
    [InlineData("playground.zh-CN", "#data=seasons&layers=lstm24&lookBack=48&rate=0.005&epochs=60&seed=3", 1_360, 1_000, "zh-CN", ColorScheme.Dark)]
    public async Task Playground(string name, string hash, int width, int height, string locale, ColorScheme scheme)
    {
        await using Visit visit = await browser.OpenAsync(width, height, locale, scheme);
        await visit.Page.GotoAsync(server.Address + hash);
        await visit.WaitAsync("window.lstmgen?.run?.over && document.querySelector('.heat canvas')", 120_000);
        await Task.Delay(500);
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "pictures", $"{name}.png") });
    }
}
