using System.Globalization;
using System.Text;
using LstmGen.Conformance.Reference;

namespace LstmGen.Conformance.Models;

/// <summary>
/// tests/LstmGen.BitCheck trains networks of every layer at every width. They are declared in a file of that project, because it is compiled ahead of time too; this test holds it
/// to the layers' entries, and LSTMGEN_ACCEPT_SNAPSHOTS=1 writes it, to be read.
/// </summary>
[Trait("Width", "any")]
public sealed class BitCheckModelsTests
{
    [Fact]
    public void Every_layer_has_its_networks_there()
    {
        string? folder = SharedFolder.FindRepository() is { } root ? Path.Combine(root, "tests", "LstmGen.BitCheck") : null;
        Assert.SkipWhen(folder is null, "The repository is not around the tests.");
        string path = Path.Combine(folder!, "LayerModels.cs"), wanted = Text();
        if (Environment.GetEnvironmentVariable("LSTMGEN_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, wanted);
        }

        Assert.Equal(wanted, File.Exists(path) ? File.ReadAllText(path) : "");
    }

    private static string Text()
    {
        (string Name, ModelShape Shape)[] models =
        [
            .. LayerEntries.All.SelectMany(entry => entry.BitCheck().Select((shape, i) => ($"{entry.GetType().Name.Replace("Entry", "", StringComparison.Ordinal)}{i + 1}", shape))),
        ];
        StringBuilder text = new();
        text.Append("namespace LstmGen.BitCheck;\n\n/// <summary>Networks of every layer. BitCheckModelsTests writes this file from the layers' entries.</summary>\n");
        text.Append("internal static class LayerModels\n{\n    public static IReadOnlyList<SequenceModel> All { get; } =\n    [\n");
        foreach (((string name, ModelShape _), int index) in models.Select((model, index) => (model, index)))
        {
            text.Append(CultureInfo.InvariantCulture, $"        new {name}Model({index + 1}),\n");
        }

        text.Append("    ];\n}\n");
        foreach ((string name, ModelShape shape) in models)
        {
            text.Append('\n').Append(shape.Declaration($"{name}Model").Replace("public sealed", "internal sealed", StringComparison.Ordinal)).Append('\n');
        }

        return text.ToString();
    }
}
