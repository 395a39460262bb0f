using System.Runtime.InteropServices;

namespace LstmGen.Benchmarks;

// GRUs: ONNX has their gates in the order z r h, as the parameters have them.
internal sealed partial class OnnxGraph
{
    /// <summary>A GRU in one direction or, by its parameters, in both: its whole sequence, or the last step of each direction.</summary>
    public string Gru(string name, string x, bool last, bool resetAfter = true)
    {
        string[] directions = Has($"{name}.kernel") ? [name] : [$"{name}.forward", $"{name}.backward"];
        int count = directions.Length, units = UnitsOf(directions[0]);
        float[] kernels = [.. directions.SelectMany(direction => Turned($"{direction}.kernel"))];
        float[] recurrent = [.. directions.SelectMany(direction => Turned($"{direction}.recurrent_kernel"))];
        float[] biases = [.. directions.SelectMany(direction => GruBiases($"{direction}.bias", units))];
        Initializer($"{name}.W", Float, MemoryMarshal.AsBytes(kernels.AsSpan()), count, 3 * units, kernels.Length / (count * 3 * units));
        Initializer($"{name}.R", Float, MemoryMarshal.AsBytes(recurrent.AsSpan()), count, 3 * units, units);
        Initializer($"{name}.B", Float, MemoryMarshal.AsBytes(biases.AsSpan()), count, 6 * units);
        string output = $"{name}.{(last ? "last" : "sequence")}";
        Add(
            "GRU", name, [x, $"{name}.W", $"{name}.R", $"{name}.B"], last ? ["", output] : [output],
            ("hidden_size", units), ("direction", count == 2 ? "bidirectional" : "forward"), ("linear_before_reset", resetAfter ? 1 : 0));
        return Joined(name, output, last, count, units);
    }

    /// <summary>One direction as it is, or two side by side.</summary>
    private string Joined(string name, string output, bool last, int count, int units)
    {
        if (count == 1)
        {
            return Squeeze(name, output, last ? 0 : 1);
        }

        string turned = Node("Transpose", $"{name}.turned", [output], ("perm", last ? new[] { 1, 0, 2 } : [0, 2, 1, 3]));
        return Node("Reshape", $"{name}.output", [turned, Constant($"{name}.shape", last ? [windows, 2 * units] : [0, windows, 2 * units])]);
    }

    /// <summary>A simple recurrent layer with tanh.</summary>
    /// <param name="name">As its tensors start.</param>
    /// <param name="x">[steps, windows, features].</param>
    /// <param name="last">Whether h after the last step of each direction is the output; else every step.</param>
    public string Rnn(string name, string x, bool last)
    {
        string[] directions = Has($"{name}.kernel") ? [name] : [$"{name}.forward", $"{name}.backward"];
        int count = directions.Length, units = UnitsOf(directions[0]);
        float[] kernels = [.. directions.SelectMany(direction => Turned($"{direction}.kernel"))];
        float[] recurrent = [.. directions.SelectMany(direction => Turned($"{direction}.recurrent_kernel"))];
        float[] biases = [.. directions.SelectMany(direction => Has($"{direction}.bias") ? parameters[$"{direction}.bias"].ToArray().Concat(new float[units]) : new float[2 * units])];
        Initializer($"{name}.W", Float, MemoryMarshal.AsBytes(kernels.AsSpan()), count, units, kernels.Length / (count * units));
        Initializer($"{name}.R", Float, MemoryMarshal.AsBytes(recurrent.AsSpan()), count, units, units);
        Initializer($"{name}.B", Float, MemoryMarshal.AsBytes(biases.AsSpan()), count, 2 * units);
        string output = $"{name}.{(last ? "last" : "sequence")}";
        Add(
            "RNN", name, [x, $"{name}.W", $"{name}.R", $"{name}.B"], last ? ["", output] : [output],
            ("hidden_size", units), ("direction", count == 2 ? "bidirectional" : "forward"));
        return Joined(name, output, last, count, units);
    }

    private bool Has(string name) => parameters.Tensors.Any(tensor => tensor.Name == name);

    /// <summary>[inputs, 3·units] transposed to [3·units, inputs].</summary>
    private float[] Turned(string name)
    {
        ReadOnlySpan<float> kernel = parameters[name];
        int inputs = parameters.ShapeOf(name)[0], columns = kernel.Length / inputs;
        float[] turned = new float[kernel.Length];
        for (int i = 0; i < kernel.Length; i++)
        {
            turned[i % columns * inputs + i / columns] = kernel[i];
        }

        return turned;
    }

    /// <summary>[6·units]: the biases of the inputs and those of the state, or zeros where there are none.</summary>
    private float[] GruBiases(string name, int units)
    {
        float[] biases = new float[6 * units];
        if (Has(name))
        {
            parameters[name].CopyTo(biases);
        }

        return biases;
    }
}
