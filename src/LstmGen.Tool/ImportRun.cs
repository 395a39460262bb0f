using LstmGen.Compiler;
using LstmGen.Import;

namespace LstmGen.Tool;

/// <summary>One import, whoever asks for it: what came of the file, and what to write.</summary>
/// <param name="Format">Of the file.</param>
/// <param name="Declares">Whether the file declares the class, or fills one that is declared in code.</param>
/// <param name="Source">The C# file.</param>
/// <param name="Weights">The safetensors file.</param>
/// <param name="Check">The self-check in a line.</param>
/// <param name="Notes">What a reader of the file should know.</param>
/// <param name="Loaded">Which weights went where.</param>
internal sealed record ImportRun(string Format, bool Declares, string Source, byte[] Weights, string Check, IReadOnlyList<string> Notes, LoadReport Loaded)
{
    /// <param name="path">Of the model's file.</param>
    /// <param name="className">With its namespace.</param>
    /// <param name="options">What the file does not say.</param>
    /// <param name="sources">C# files in which the class may be declared.</param>
    /// <param name="resource">The name of the embedded weights; null for a file beside the program.</param>
    /// <exception cref="InvalidDataException">The file cannot be imported.</exception>
    public static ImportRun Of(string path, string className, ImportOptions options, IReadOnlyList<string> sources, string? resource)
    {
        string name = Path.GetFileName(path);
        DeclaredClass? declared = DeclaredClass.Find(className, sources);
        if (declared is null)
        {
            ImportedNetwork network = FileImporter.Read(path, options);
            SequenceModel model = Compile(() => ModelCompiler.Compile(ModelSpec.Of(network)), name);
            LoadReport loaded = network.FillInto(model);
            string check = SelfCheck.Run(network, model);
            IReadOnlyList<string> advice = CompiledModel.AdviceOn(network.ToCSharp("Model"));
            return new(network.Format, true, ClassFile.Declaring(network, className, name, check, advice, resource), model.ToBytes(), check, network.Notes, loaded);
        }

        return Fill(path, name, className, declared, options, resource);
    }

    /// <summary>A class that is declared in code takes the weights; what the file says of its network must be what is declared.</summary>
    private static ImportRun Fill(string path, string name, string className, DeclaredClass declared, ImportOptions options, string? resource)
    {
        (SequenceModel model, ModelSpec spec) = Compile(declared.Compile, name);
        LoadReport loaded;
        try
        {
            loaded = FileLoader.Load(model, spec, path, options);
        }
        catch (InvalidDataException unfit)
        {
            throw new InvalidDataException($"{className}, declared in {declared.Path}({declared.Line}), and {name} contradict each other. {unfit.Message}");
        }

        var network = new ImportedNetwork { Format = loaded.Format, Model = spec.Model, Layers = Layers(model) };
        string check = SelfCheck.Run(network, model);
        return new(loaded.Format, false, ClassFile.Filling(className, name, loaded.Format, check, resource), model.ToBytes(), check, [], loaded);
    }

    private static T Compile<T>(Func<T> compile, string name)
    {
        try
        {
            return compile();
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidDataException($"What {name} describes is no model: {wrong.Message}", wrong);
        }
    }

    /// <summary>The declared layers with the weights that the model has now, under the names within each layer.</summary>
    private static List<ImportedLayer> Layers(SequenceModel model) =>
    [
        .. model.GetDeclaredLayers().Select(layer => new ImportedLayer(layer.Attribute, layer.Name, [.. model.Parameters.Tensors
            .Where(tensor => tensor.Name.StartsWith(layer.Name + ".", StringComparison.Ordinal))
            .Select(tensor => new ImportedTensor(tensor.Name[(layer.Name.Length + 1)..], [.. tensor.Shape], model.Parameters[tensor.Name].ToArray()))])),
    ];
}
