using System.ComponentModel;
using System.Diagnostics;
using LstmGen.Conformance.Reference;
using LstmGen.Conformance.Translation;

namespace LstmGen.Conformance.Export;

[LstmModel(LookBack = 7, Features = 3, Scaling = Scaling.Standard)]
[Conv1D(4, 3, Padding = Padding.Causal)]
[Lstm(5, Bidirectional = true, LearnedInitialState = true)]
[LayerNorm]
[Lstm(6, Projection = 4, ReturnSequences = true)]
[Gru(3, Bidirectional = true, LearnedInitialState = true, ReturnSequences = true)]
[Gru(4)]
[Dense(2)]
internal sealed partial class TorchModel;

[LstmModel(LookBack = 20, Features = 3)]
[Conv1D(4, 3, Padding = Padding.Causal)]
[Lstm(50, Bidirectional = true)]
[LayerNorm]
[Gru(20)]
[Dense(1)]
internal sealed partial class Price;

[LstmModel(LookBack = 4, Features = 2)]
[Embedding(9, 3)]
[Embedding(5, 2)]
[Lstm(4, UseBias = false)]
[Softmax(3)]
internal sealed partial class TorchTokenModel;

[LstmModel(LookBack = 3, Height = 5, Width = 4, Channels = 2)]
[Conv2D(3, 2)]
[Flatten]
[Lstm(4)]
[Dense(1)]
internal sealed partial class TorchImageModel;

[LstmModel(LookBack = 4, Features = 4)]
[Embedding(9, 3)]
[CharacterConv(7, 2, length: 3, filters: 4)]
[Lstm(3, ReturnSequences = true)]
[Crf(3)]
internal sealed partial class TorchTagModel;

[LstmModel(LookBack = 6, Features = 2)]
[SimpleRnn(4, Bidirectional = true, LastStep = LastStep.OfSequence)]
[PRelu]
[Dense(2)]
internal sealed partial class TorchSimpleModel;

[LstmModel(LookBack = 4)]
[Lstm(3, Peepholes = true, ReturnSequences = true)]
[Lstm(3, CoupledGates = true, ReturnSequences = true)]
[Lstm(3, Activation = Activation.Relu, ReturnSequences = true)]
[Gru(3, ResetAfter = false, ReturnSequences = true)]
[Lstm(3, LearnedInitialState = true, Projection = 2)]
[Dense(1)]
internal sealed partial class OwnCellsModel;

/// <summary>Weights in the names and layouts of PyTorch and Keras: a loop in double precision that follows PyTorch's documentation gives the model's answers from the file.</summary>
[Trait("Width", "any")]
public sealed class TensorExportTests
{
    [Fact]
    public void PyTorchs_recurrent_modules_give_the_models_answers()
    {
        var model = Random(new TorchModel(1), 1);
        model.SetScaler(new Scaler(Scaling.Standard, [0.5, -1, 2], [2, 3, 0.5], [7], [3]));
        TensorFileReader file = Export(model);
        TorchLoop torch = new(file);
        float[] window = Draw(21, 2);
        double[][] x = [.. window.Chunk(3).Select(step => (double[])[(step[0] - 0.5) / 2, (step[1] + 1) / 3, (step[2] - 2) / 0.5])];
        x = torch.Conv1d("conv1d", x, before: 2, behind: 0);
        x = [.. torch.Lstm("lstm", x, bidirectional: true).Select(step => torch.LayerNorm("layernorm", step, 1e-3))];
        x = torch.Gru("gru", torch.Lstm("lstm_1", x), bidirectional: true);
        double[] expected = [.. torch.Linear("dense", torch.Gru("gru_1", x)[^1]).Select(value => value * 3 + 7)];
        Check(expected, model, window);
        Assert.Equal([2, 1, 5], file.Shapes["lstm_initial_cell"]);
        Assert.Equal([4, 6], file.Shapes["lstm_1.weight_hr_l0"]);
        Assert.All(file.Values["lstm.bias_hh_l0_reverse"], value => Assert.Equal(0f, value));
        Assert.Equal(("pt", "Standard", "0.5 -1 2"), (file.Metadata["format"], file.Metadata["scaling"], file.Metadata["scaler.input_offsets"]));
    }

    [Fact]
    public void PyTorchs_embeddings_give_the_models_answers()
    {
        var model = Random(new TorchTokenModel(1), 3);
        TensorFileReader file = Export(model);
        TorchLoop torch = new(file);
        float[] window = [3, 1, 8, 4, 0, 0, 7, 2];
        double[][] x = [.. window.Chunk(2).Select(ids => (double[])[.. torch.Embedding("embedding", (int)ids[0]), .. torch.Embedding("embedding_1", (int)ids[1])])];
        double[] scores = [.. torch.Linear("softmax", torch.Lstm("lstm", x)[^1]).Select(Math.Exp)];
        Check([.. scores.Select(score => score / scores.Sum())], model, window);
        Assert.DoesNotContain(file.Names, name => name.StartsWith("lstm.bias", StringComparison.Ordinal));
    }

    [Fact]
    public void PyTorchs_images_give_the_models_answers()
    {
        var model = Random(new TorchImageModel(1), 4);
        TorchLoop torch = new(Export(model));
        float[] window = Draw(3 * 40, 5);
        double[][] x = [.. window.Chunk(40).Select(image =>
        {
            double[,,] frame = new double[5, 4, 2];
            Buffer.BlockCopy(image.Select(value => (double)value).ToArray(), 0, frame, 0, 40 * sizeof(double));
            return torch.Conv2d("conv2d", frame).Cast<double>().ToArray();
        })];
        Check(torch.Linear("dense", torch.Lstm("lstm", x)[^1]), model, window);
    }

    /// <summary>What PyTorch users write as output[:, -1].</summary>
    [Fact]
    public void PyTorchs_simple_recurrent_modules_give_the_models_answers()
    {
        var model = Random(new TorchSimpleModel(1), 8);
        TorchLoop torch = new(Export(model));
        float[] window = Draw(12, 9);
        double[][] x = [.. window.Chunk(2).Select(step => (double[])[step[0], step[1]])];
        Check(torch.Linear("dense", torch.PRelu("prelu", torch.Rnn("simplernn", x, bidirectional: true)[^1])), model, window);
    }

    [Fact]
    public void Names_are_those_of_the_documentation()
    {
        TensorFileReader file = Export(new TorchTagModel(1));
        Assert.Equal(
            [
                "embedding.weight", "characterconv.embedding.weight", "characterconv.conv.weight", "characterconv.conv.bias", "lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.bias_ih_l0",
                "lstm.bias_hh_l0", "crf_linear.weight", "crf_linear.bias", "crf.start_transitions", "crf.end_transitions", "crf.transitions",
            ],
            file.Names);
        Assert.Equal([4, 2, 3], file.Shapes["characterconv.conv.weight"]);
        (SequenceToSequenceModel translator, _) = TranslationModels.Create("general");
        Assert.Contains("decoder.lstm_bridge.weight", Export(translator).Names);
        Assert.Contains("decoder.attention.kernel", Export(translator).Names);
    }

    /// <summary>Keras has our layouts: what differs is names, and the metadata have their order.</summary>
    [Fact]
    public void Kerass_names_hold_the_parameters_as_they_are()
    {
        SequenceModel model = Random(new UnstreamableModel(1), 6);
        using MemoryStream stream = new();
        model.ExportKeras(stream);
        TensorFileReader file = new(stream.ToArray());
        Assert.Equal(
            [
                "conv1d/kernel", "conv1d/bias", "bidirectional/forward_lstm/lstm_cell/kernel", "bidirectional/forward_lstm/lstm_cell/recurrent_kernel", "bidirectional/forward_lstm/lstm_cell/bias",
                "bidirectional/backward_lstm/lstm_cell/kernel", "bidirectional/backward_lstm/lstm_cell/recurrent_kernel", "bidirectional/backward_lstm/lstm_cell/bias",
                "attention/query_kernel", "attention/value_kernel", "attention/score", "dense/kernel", "dense/bias",
            ],
            file.Names);
        Assert.Equal(model.Parameters.Tensors.Select(tensor => tensor.Shape.ToArray()), file.Names.Select(name => file.Shapes[name]));
        Assert.Equal(model.Parameters.Values.ToArray(), file.Names.SelectMany(name => file.Values[name]));
        Assert.Equal(file.Names, file.Metadata["tensors"].Split(' '));
    }

    [Fact]
    public void Cells_that_a_tool_does_not_have_are_named_at_once()
    {
        string torch = Assert.Throws<NotSupportedException>(() => new OwnCellsModel(1).ExportTorch(Stream.Null)).Message;
        Assert.All((string[])["lstm: ", "lstm_1: ", "lstm_2: ", "gru: "], part => Assert.Contains(part, torch, StringComparison.Ordinal));
        Assert.DoesNotContain("lstm_3", torch, StringComparison.Ordinal);
        string keras = Assert.Throws<NotSupportedException>(() => new OwnCellsModel(1).ExportKeras(Stream.Null)).Message;
        Assert.All((string[])["lstm: ", "lstm_1: ", "lstm_3: "], part => Assert.Contains(part, keras, StringComparison.Ordinal));
        Assert.DoesNotContain("lstm_2", keras, StringComparison.Ordinal);
        Assert.DoesNotContain("gru", keras, StringComparison.Ordinal);
    }

    /// <summary>PyTorch itself, where it is: every tensor has its place, and the module of the documentation answers as the model does.</summary>
    [Fact]
    public void PyTorch_loads_the_file_strictly()
    {
        Assert.SkipUnless(Python("import torch"), "There is no python3 with torch on this machine.");
        string folder = Directory.CreateTempSubdirectory("lstmgen-torch-").FullName;
        try
        {
            var model = Random(new TorchModel(1), 1);
            model.SetScaler(Scaler.Identity(3, 2));
            model.ExportTorch(Path.Combine(folder, "model.safetensors"));
            float[] window = Draw(21, 2), ours = new float[2];
            model.Predict(window, ours);
            string values = string.Join(',', window.Select(value => FormattableString.Invariant($"{value:R}"))), expected = string.Join(',', ours.Select(value => FormattableString.Invariant($"{value:R}")));
            string script = Path.Combine(folder, "load.py");
            File.WriteAllText(script, TorchScript.Replace("WINDOW", values, StringComparison.Ordinal).Replace("EXPECTED", expected, StringComparison.Ordinal));
            Assert.True(Python(script, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private const string TorchLoader = """
        import json, struct, sys, torch, types

        def load(path):
            data = open(path, "rb").read()
            size = struct.unpack("<Q", data[:8])[0]
            header = json.loads(data[8:8 + size])
            header.pop("__metadata__")
            return {name: torch.frombuffer(bytearray(data[8 + size:][t["data_offsets"][0]:t["data_offsets"][1]]), dtype=torch.float32).reshape(t["shape"]) for name, t in header.items()}
        """;

    private const string TorchScript = TorchLoader + """


        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.conv1d = torch.nn.Conv1d(3, 4, 3)
                self.lstm = torch.nn.LSTM(4, 5, batch_first=True, bidirectional=True)
                self.lstm_initial_hidden = torch.nn.Parameter(torch.zeros(2, 1, 5))
                self.lstm_initial_cell = torch.nn.Parameter(torch.zeros(2, 1, 5))
                self.layernorm = torch.nn.LayerNorm(10, eps=1e-3)
                self.lstm_1 = torch.nn.LSTM(10, 6, proj_size=4, batch_first=True)
                self.gru = torch.nn.GRU(4, 3, batch_first=True, bidirectional=True)
                self.gru_initial_hidden = torch.nn.Parameter(torch.zeros(2, 1, 3))
                self.gru_1 = torch.nn.GRU(6, 4, batch_first=True)
                self.dense = torch.nn.Linear(4, 2)

            def forward(self, x):
                x = self.conv1d(torch.nn.functional.pad(x.transpose(1, 2), (2, 0))).transpose(1, 2)
                x, _ = self.lstm(x, (self.lstm_initial_hidden, self.lstm_initial_cell))
                x, _ = self.lstm_1(self.layernorm(x))
                x, _ = self.gru(x, self.gru_initial_hidden)
                x, _ = self.gru_1(x)
                return self.dense(x[:, -1])

        model = Model()
        model.load_state_dict(load("model.safetensors"), strict=True)
        with torch.no_grad():
            y = model(torch.tensor([WINDOW]).reshape(1, 7, 3))[0]
        assert torch.allclose(y, torch.tensor([EXPECTED]), atol=1e-5, rtol=1e-5), y
        """;

    /// <summary>The module of docs/export.md, as it stands there, for the model that stands there.</summary>
    [Fact]
    public void PyTorch_runs_the_module_of_the_documentation()
    {
        Assert.SkipUnless(SharedFolder.FindRepository() is not null, "The repository is not around the tests.");
        string page = File.ReadAllText(Path.Combine(SharedFolder.FindRepository()!, "docs", "export.md")).ReplaceLineEndings("\n");
        Assert.Contains(
            "[LstmModel(LookBack = 20, Features = 3)]\n[Conv1D(4, 3, Padding = Padding.Causal)]\n[Lstm(50, Bidirectional = true)]\n[LayerNorm]\n[Gru(20)]\n[Dense(1)]\n", page, StringComparison.Ordinal);
        string module = page.Split("```python\n")[1].Split("```")[0];
        Assert.SkipUnless(Python("import torch"), "There is no python3 with torch on this machine.");
        string folder = Directory.CreateTempSubdirectory("lstmgen-torch-").FullName;
        try
        {
            var model = Random(new Price(1), 1);
            model.ExportTorch(Path.Combine(folder, "price.safetensors"));
            float[] window = Draw(60, 2);
            string values = string.Join(',', window.Select(value => FormattableString.Invariant($"{value:R}")));
            string script = Path.Combine(folder, "load.py");
            File.WriteAllText(script, $"""
                {TorchLoader}
                safetensors = types.ModuleType("safetensors")
                safetensors.torch = types.ModuleType("safetensors.torch")
                safetensors.torch.load_file = load
                sys.modules.update({"{"}"safetensors": safetensors, "safetensors.torch": safetensors.torch{"}"})
                {module}
                with torch.no_grad():
                    y = model(torch.tensor([{values}]).reshape(1, 20, 3))[0, 0]
                assert abs(y - {FormattableString.Invariant($"{model.Predict(window):R}")}) < 1e-5, y
                """);
            Assert.True(Python(script, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Python(string script, string folder = "")
    {
        ProcessStartInfo start = new("python3", folder.Length == 0 ? ["-c", script] : [script]) { WorkingDirectory = folder, RedirectStandardError = true };
        try
        {
            using Process python = Process.Start(start)!;
            string errors = python.StandardError.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0 || folder.Length == 0, errors);
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static TensorFileReader Export(SequenceModel model)
    {
        using MemoryStream stream = new();
        model.ExportTorch(stream);
        return new TensorFileReader(stream.ToArray());
    }

    private static T Random<T>(T model, int seed)
        where T : SequenceModel
    {
        model.Parameters.CopyFrom(Draw(model.Parameters.Count, seed));
        return model;
    }

    private static float[] Draw(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2f - 1f)];
    }

    private static void Check(double[] expected, SequenceModel model, float[] window)
    {
        float[] ours = new float[expected.Length];
        model.Predict(window, ours);
        OnnxClose.Equal([.. expected.Select(value => (float)value)], ours, model.Description.Name);
    }
}
