using Playground;
using Playground.Runs;
using Microsoft.AspNetCore.Builder;
namespace LstmGen.Watch.Tests;
public sealed class Scratch(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Shots()
    {
        using var runs = new RunRegistry();
        await using WebApplication app = PlaygroundApp.Create(0, runs);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await PlaygroundApp.WarmUpAsync();
        foreach ((string name, int width, string hash, string locale, bool dark) in new[] { ("wide", 1600, "", "en-GB", false), ("narrow", 390, "", "zh-CN", true), ("two", 1400, "#data=seasons&layers=lstm24b,gru16&attention=1&lookBack=48&dropout=0.2&rate=0.005", "en-GB", true), ("text", 1400, "#data=text&lookBack=16&rate=0.01&epochs=8&text=" + Uri.EscapeDataString(string.Concat(Enumerable.Repeat("the cell keeps what matters. the gate lets in what is new. ", 6))), "zh-CN", false), ("adding", 1200, "#data=adding&layers=lstm32&lookBack=20&rate=0.005&epochs=20", "en-GB", false) })
        {
            await using Visit visit = await browser.OpenAsync(width, 1000, locale, dark ? Microsoft.Playwright.ColorScheme.Dark : Microsoft.Playwright.ColorScheme.Light);
            await visit.Page.GotoAsync(LoopbackApp.AddressOf(app) + hash);
            await visit.WaitAsync("window.lstmgen?.views.lastEpoch?.epoch >= 8", 60000);
            await Task.Delay(400);
            await visit.Page.ScreenshotAsync(new() { Path = $"/tmp/wt/shot-{name}.png", FullPage = true });
            Console.WriteLine(name + " " + await visit.EvalAsync<string>("document.getElementById('state').value") + " | " + string.Join(" / ", visit.Wrong));
        }
    }
}
