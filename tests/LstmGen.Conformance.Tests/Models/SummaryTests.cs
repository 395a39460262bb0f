using System.Collections;
using System.Globalization;
using System.Reflection;
using LstmGen.Conformance.Translation;

namespace LstmGen.Conformance.Models;

/// <summary>What a model and its description print, and that nobody can change a description.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void A_model_prints_its_layers_totals_memory_and_how_it_stands() => InEveryCulture(() =>
    {
        var model = new LabelModel(-3);
        string description = Lines(
            "LstmGen.Conformance.Models.LabelModel: 5 steps × 2 features in, 3 values out",
            "-------------------------------------",
            "Layer    Type        Output  Parameters",
            "-------------------------------------",
            "lstm     LSTM(6)     6              216",
            "sigmoid  Sigmoid(3)  3               21",
            "-------------------------------------",
            "Parameters:    237 (948 bytes)");
        Assert.StartsWith(description.Replace("-------------------------------------", new string('-', 39), StringComparison.Ordinal), model.ToString(), StringComparison.Ordinal);
        Assert.Contains("\nScaling:       Standard\n", model.ToString(), StringComparison.Ordinal);
        Assert.Contains("\nScaler:        none yet: training fits it, and loading brings it\n", model.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\nSeed:          -3", model.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(model.Description.ToString(), model.ToString(), StringComparison.Ordinal);

        model.Fit(WindowDataset.From(Enumerable.Range(0, 80).Select(i => (float)i).ToArray(), new float[24], 5, 2, scaleTargets: false), new FitOptions());
        Assert.Contains("\nScaler:        Standard, 2 input columns and 1 target column; inputs (x - 39) / ", model.ToString(), StringComparison.Ordinal);
    });

    [Fact]
    public void Every_kind_of_layer_has_its_line_and_all_parameters_are_counted()
    {
        foreach (SequenceModel model in new SequenceModel[]
        {
            new ClassModel(), new TagModel(), new TranscriptModel(), new TokenClassifier(), new CharacterTagger(), new TokenAttention(), new LargeTable(),
            new ValueTranslator(), new GeneralTranslator(),
        })
        {
            string text = model.ToString();
            string[] lines = text.Split('\n');
            Assert.Equal(model.Description.ParameterCount, model.Description.Layers.Sum(layer => layer.Parameters));
            foreach (LstmGen.Runtime.LayerDescription layer in model.Description.Layers)
            {
                string line = Assert.Single(lines, line => line.StartsWith(layer.Name + " ", StringComparison.Ordinal));
                Assert.Contains(layer.Title, line, StringComparison.Ordinal);
                Assert.EndsWith(" " + layer.Parameters.ToString("#,0", CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
                int own = model.Parameters.Tensors.Where(tensor => OwnerOf(tensor.Name) == layer.Name).Sum(tensor => tensor.Count);
                Assert.Equal(own, layer.Parameters);
            }

            // The table is a rectangle.
            Assert.Single(lines[1..(5 + model.Description.Layers.Length)].Select(line => line.Length).Distinct());
            Assert.Contains($"\nLoss:          {model.Kernels.DefaultLoss.Name}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        }

        Assert.Contains("6 steps × 1 token id in, 3 values out", new TokenClassifier().ToString(), StringComparison.Ordinal);
        Assert.Contains("embedding  Embedding(5,000 × 8), zeros are padding  12 steps × 8      40,000", new LargeTable().ToString(), StringComparison.Ordinal);
        Assert.Contains("\ndecoder ", new ValueTranslator().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_memory_is_what_the_generated_code_takes()
    {
        // StackBudget = 0: nothing on the stack.
        Assert.Contains(" of workspace per window, ", new CharacterSteps().ToString(), StringComparison.Ordinal);
        Assert.Contains(" of stack per window, ", new ClassModel().ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(" per window, ", new ValueTranslator().ToString(), StringComparison.Ordinal);
        double kibibytes = new ClassModel().Description.TrainingWorkspaceLength * sizeof(float) / 1024.0;
        Assert.Contains(FormattableString.Invariant($"{kibibytes:0.0} KiB of workspace per training tile of 4 windows"), new ClassModel().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Traces_and_parameters_print_what_they_hold()
    {
        var model = new TokenAttention(1);
        Assert.Equal(
            "trace of LstmGen.Conformance.Models.TokenAttention: lstm: 6 steps × 5 units, attention: 1 head × 6 steps", model.CreateTrace().ToString());
        Assert.Equal("lstm: 6 steps × 5 units", model.CreateTrace().Layers[0].ToString());
        Assert.StartsWith(
            FormattableString.Invariant($"{model.Parameters.Count} parameters in {model.Parameters.Tensors.Count} tensors: embedding.embeddings [10, 4], lstm.kernel [4, 20]"),
            model.Parameters.ToString(), StringComparison.Ordinal);
        Assert.Equal("embedding.embeddings [10, 4], RandomUniform", model.Parameters.Tensors[0].ToString());
    }

    /// <summary>No array, and no list that is one behind its interface, anywhere in a description: the kernels' sizes are in it.</summary>
    [Fact]
    public void Nothing_in_a_description_can_be_changed()
    {
        int seen = 0;
        foreach (SequenceModel model in new SequenceModel[] { new CharacterTagger(), new TokenAttention(), new GeneralTranslator(), new LabelModel() })
        {
            Walk(model.Description, model.Description.Name);
            Walk(model.Parameters.Tensors, "Tensors");
        }

        Assert.True(seen > 100);

        void Walk(object? value, string path)
        {
            if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum) return;
            seen++;
            Assert.False(value is Array || (value is IList { IsReadOnly: false }), $"{path} is a {value.GetType()}");
            if (value is IEnumerable items)
            {
                int index = 0;
                foreach (object? item in items) Walk(item, $"{path}[{index++}]");
                return;
            }

            foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                bool initOnly = property.SetMethod is not { IsPublic: true } set
                    || set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
                Assert.True(initOnly, $"{path}.{property.Name} can be set");
                Walk(property.GetValue(value), $"{path}.{property.Name}");
            }
        }
    }

    /// <summary>A tensor's name without its last part, and without the direction before it.</summary>
    private static string OwnerOf(string tensor) => tensor[..tensor.LastIndexOf('.')].Replace(".forward", "", StringComparison.Ordinal).Replace(".backward", "", StringComparison.Ordinal);

    private static string Lines(params string[] lines) => string.Join('\n', lines);

    private static void InEveryCulture(Action test)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "", "de-DE", "ar-SA", "fa-IR" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                test();
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
