using System.Text.Json;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Audio;

/// <summary>
/// A model of an amplifier by NAM. An LSTM's weights are one list: for each layer the rows of [x; h] of the gates i f g o (PyTorch's order), the bias, the first h and the
/// first c; then the head, one weight a unit and a bias.
/// </summary>
internal sealed class NamReader(JsonElement root, ImportOptions options, string what)
{
    private const int Gates = 4;
    private const int MostUnits = 4_096;
    private float[] _weights = [];
    private int _next;

    public ImportedNetwork Read()
    {
        string architecture = root.Text("architecture")!;
        if (architecture != "LSTM")
        {
            var problems = new Problems(what);
            problems.Add("architecture", $"'{architecture}'", "LstmGen takes NAM's LSTM");
            problems.Throw();
        }

        JsonElement config = root.Get("config", what);
        int inputs = Size(config, "input_size");
        int units = Size(config, "hidden_size");
        int count = Size(config, "num_layers");
        _weights = ReadWeights();
        long needed = ((long)count * ((Gates * (long)units) + (2L * units))) + ((long)Gates * units * (inputs + units)) + ((count - 1L) * Gates * units * 2 * units) + units + 1;
        if (needed != _weights.Length)
        {
            throw new InvalidDataException($"Expected {needed} weights in {what} for {count} layers of {units} units over {inputs} values, but got {_weights.Length}.");
        }

        var layers = new List<ImportedLayer>();
        for (int i = 0; i < count; i++)
        {
            layers.Add(ReadLayer(i, i == 0 ? inputs : units, units));
        }

        ImportedTensor kernel = new("kernel", [units, 1], Take(units));
        layers.Add(new(new DenseAttribute(1), "the head", [kernel, new("bias", [1], Take(1))]));
        int lookBack = options.LookBack ?? AudioReader.DefaultLookBack;
        return new()
        {
            Format = $"NAM {root.Text("version") ?? "of an unknown version"}",
            Model = new LstmModelAttribute { LookBack = lookBack, Features = inputs },
            Layers = layers,
            Notes = options.LookBack is null ? [AudioReader.LookBackNote(lookBack)] : [],
        };
    }

    private ImportedLayer ReadLayer(int index, int inputs, int units)
    {
        int columns = Gates * units;
        float[] rows = Take(columns * (inputs + units));
        float[] kernel = new float[inputs * columns];
        float[] recurrent = new float[units * columns];
        for (int gate = 0; gate < columns; gate++)
        {
            int row = gate * (inputs + units);
            for (int i = 0; i < inputs; i++)
            {
                kernel[(i * columns) + gate] = rows[row + i];
            }

            for (int k = 0; k < units; k++)
            {
                recurrent[(k * columns) + gate] = rows[row + inputs + k];
            }
        }

        return new(
            new LstmAttribute(units) { LearnedInitialState = true, ReturnSequences = true },
            $"layer {index} (LSTM)",
            [
                new("kernel", [inputs, columns], kernel),
                new("recurrent_kernel", [units, columns], recurrent),
                new("bias", [columns], Take(columns)),
                new("initial_hidden", [units], Take(units)),
                new("initial_cell", [units], Take(units)),
            ]);
    }

    private float[] Take(int count)
    {
        float[] taken = _weights[_next..(_next + count)];
        _next += count;
        return taken;
    }

    private int Size(JsonElement config, string name) => config.Whole(name) is { } size and >= 1 and <= MostUnits
        ? size
        : throw new InvalidDataException($"Expected '{name}' of {what} to be 1 to {MostUnits}, but got {config.Find(name)?.GetRawText() ?? "nothing"}.");

    private float[] ReadWeights()
    {
        JsonElement list = root.Get("weights", what);
        if (list.ValueKind != JsonValueKind.Array) throw new InvalidDataException($"Expected the weights of {what} as a list, but got {list.ValueKind}.");
        float[] values = new float[list.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            values[i] = JsonTensor.Value(item, $"weight {i} of {what}");
            i++;
        }

        return values;
    }
}
