using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LstmGen.Docs.Tests;

/// <summary>
/// The examples of docs/weights.md as Python runs them. PyTorch itself is not needed: what they ask of it (turning over, adding, putting in another order, a file of tensors) is a page of Python,
/// and what an nn.LSTM or an nn.GRU with these weights puts out is computed here, in double precision, by the formulas of its documentation.
/// </summary>
public sealed partial class PythonWeightsTests
{
    private const int Units = 50;
    private const int LookBack = 20;

    /// <summary>Weights as PyTorch names and shapes them: [4·units, inputs], gates i f g o, two biases.</summary>
    private const string Stubs = """
        import json, struct, sys, types

        class Tensor:
            def __init__(self, rows, is_vector=False):
                self.rows, self.is_vector = rows, is_vector
            @property
            def T(self):
                return Tensor([list(column) for column in zip(*self.rows)])
            def contiguous(self):
                return self
            def __getitem__(self, part):
                return Tensor([self.rows[0][part]], True) if self.is_vector else Tensor(self.rows[part])
            def __add__(self, other):
                return Tensor([[a + b for a, b in zip(self.rows[0], other.rows[0])]], True)

        def save_file(tensors, path, metadata=None):
            header, blob = {}, b""
            if metadata is not None:
                header["__metadata__"] = metadata
            for name, tensor in tensors.items():
                values = [value for row in tensor.rows for value in row]
                shape = [len(values)] if tensor.is_vector else [len(tensor.rows), len(tensor.rows[0])]
                data = struct.pack("<%df" % len(values), *values)
                header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(blob), len(blob) + len(data)]}
                blob += data
            text = json.dumps(header).encode()
            text += b" " * (-len(text) % 8)
            with open(path, "wb") as file:
                file.write(struct.pack("<Q", len(text)) + text + blob)

        def cat(parts):
            return Tensor([sum((part.rows[0] for part in parts), [])], True) if parts[0].is_vector else Tensor(sum((part.rows for part in parts), []))

        sys.modules["torch"] = types.ModuleType("torch")
        sys.modules["torch"].cat = cat
        sys.modules["torch"].stack = lambda vectors: Tensor([vector.rows[0] for vector in vectors])
        sys.modules["safetensors"] = types.ModuleType("safetensors")
        sys.modules["safetensors.torch"] = types.ModuleType("safetensors.torch")
        sys.modules["safetensors.torch"].save_file = save_file

        def matrix(salt, rows, columns):
            return Tensor([[((i * 31 + j * 17 + salt) % 97 - 48) / 256 for j in range(columns)] for i in range(rows)])

        def vector(salt, size):
            return Tensor(matrix(salt, 1, size).rows, True)

        network = types.SimpleNamespace(
            lstm=types.SimpleNamespace(weight_ih_l0=matrix(1, 200, 1), weight_hh_l0=matrix(2, 200, 50), bias_ih_l0=vector(3, 200), bias_hh_l0=vector(4, 200)),
            gru=types.SimpleNamespace(weight_ih_l0=matrix(7, 150, 1), weight_hh_l0=matrix(8, 150, 50), bias_ih_l0=vector(9, 150), bias_hh_l0=vector(10, 150)),
            dense=types.SimpleNamespace(weight=matrix(5, 1, 50), bias=vector(6, 1)))

        """;

    private const string Reader = """
        using LstmGen;

        var model = new Model();
        model.Load(FILE);
        float[] window = [.. Enumerable.Range(0, 20).Select(i => MathF.Sin(i * 0.5f))];
        Console.WriteLine(model.Predict(window).ToString("R", System.Globalization.CultureInfo.InvariantCulture));

        [LstmModel(LookBack = 20)]
        [LAYER(50)]
        [Dense(1)]
        internal sealed partial class Model;
        """;

    /// <summary>The second example goes on where the first ends.</summary>
    [Theory]
    [InlineData("Lstm", 1, "weights.safetensors")]
    [InlineData("Gru", 2, "gru.safetensors")]
    public void The_examples_write_what_a_model_reads(string layer, int examples, string file)
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-python-").FullName;
        try
        {
            MatchCollection blocks = PythonBlock().Matches(File.ReadAllText(Path.Combine(Pages.Root, "docs", "weights.md")).ReplaceLineEndings("\n"));
            Assert.Equal(2, blocks.Count);
            string script = Path.Combine(folder, "write.py");
            File.WriteAllText(script, Stubs.ReplaceLineEndings("\n") + string.Concat(blocks.Take(examples).Select(block => block.Groups[1].Value)));
            RunPython(script, folder);
            string reader = Reader.Replace("FILE", $"@\"{Path.Combine(folder, file)}\"", StringComparison.Ordinal).Replace("LAYER", layer, StringComparison.Ordinal);
            Assert.Equal(layer == "Lstm" ? OfLstm() : OfGru(), double.Parse(ExampleProgram.Run(reader), CultureInfo.InvariantCulture), 1e-5);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RunPython(string script, string folder)
    {
        var start = new ProcessStartInfo("python3", [script]) { WorkingDirectory = folder, RedirectStandardError = true };
        try
        {
            using Process python = Process.Start(start)!;
            string errors = python.StandardError.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0, errors);
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no python3 on this machine.");
        }
    }

    /// <summary>What PyTorch's nn.LSTM and nn.Linear compute with the weights of the script.</summary>
    private static double OfLstm()
    {
        double[] h = new double[Units], c = new double[Units];
        for (int t = 0; t < LookBack; t++)
        {
            double x = MathF.Sin(t * 0.5f);
            double[] gates = [.. Enumerable.Range(0, 4 * Units).Select(row =>
                Weight(1, row, 0) * x + Weight(3, 0, row) + Weight(4, 0, row) + Enumerable.Range(0, Units).Sum(k => Weight(2, row, k) * h[k]))];
            for (int unit = 0; unit < Units; unit++)
            {
                c[unit] = Sigmoid(gates[Units + unit]) * c[unit] + Sigmoid(gates[unit]) * Math.Tanh(gates[2 * Units + unit]);
            }

            h = [.. Enumerable.Range(0, Units).Select(unit => Sigmoid(gates[3 * Units + unit]) * Math.Tanh(c[unit]))];
        }

        return Dense(h);
    }

    /// <summary>What PyTorch's nn.GRU (gates r z n) and nn.Linear compute with them.</summary>
    private static double OfGru()
    {
        double[] h = new double[Units];
        for (int t = 0; t < LookBack; t++)
        {
            double x = MathF.Sin(t * 0.5f);
            double Given(int row) => Weight(7, row, 0) * x + Weight(9, 0, row);
            double Seen(int row) => Enumerable.Range(0, Units).Sum(k => Weight(8, row, k) * h[k]) + Weight(10, 0, row);
            h = [.. Enumerable.Range(0, Units).Select(unit =>
            {
                double r = Sigmoid(Given(unit) + Seen(unit)), z = Sigmoid(Given(Units + unit) + Seen(Units + unit));
                return (1 - z) * Math.Tanh(Given(2 * Units + unit) + r * Seen(2 * Units + unit)) + z * h[unit];
            })];
        }

        return Dense(h);
    }

    private static double Dense(double[] h) => Weight(6, 0, 0) + Enumerable.Range(0, Units).Sum(k => Weight(5, 0, k) * h[k]);

    private static double Weight(int salt, int row, int column) => ((row * 31 + column * 17 + salt) % 97 - 48) / 256.0;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [GeneratedRegex("^```python\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PythonBlock();
}
