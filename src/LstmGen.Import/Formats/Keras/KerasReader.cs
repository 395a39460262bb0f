using System.Text.Json;
using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Hdf5;

namespace LstmGen.Import.Formats.Keras;

/// <summary>Files of Keras: <c>.keras</c> archives, and HDF5 files with a model or with weights alone.</summary>
internal static class KerasReader
{
    private const string Weights = "model.weights.h5";

    /// <summary>Whether a zip archive is one of Keras.</summary>
    public static bool IsKeras(ZipEntries entries) => entries.Contains("config.json") && entries.Contains("metadata.json");

    public static ImportedNetwork ReadArchive(ZipEntries entries, ImportOptions options, string what)
    {
        JsonElement config = JsonFile.Parse(entries.Read("config.json"), $"config.json of {what}");
        string version = JsonFile.Parse(entries.Read("metadata.json"), $"metadata.json of {what}").Text("keras_version") ?? "3";
        var problems = new Problems(what);
        var model = KerasModel.Read(config, version, ".keras", config.Find("compile_config"), problems);
        Hdf5File file = Hdf5File.Open(entries.Read(Weights), $"{Weights} of {what}");
        KerasWeights weights = KerasWeights.Of(file.Root)
            ?? throw new InvalidDataException($"Expected groups of layers in {Weights} of {what}, but found {string.Join(", ", file.Root.Names)}.");
        return new KerasMapper(model, weights, problems, options).Map();
    }

    public static ImportedNetwork ReadHdf5(ReadOnlyMemory<byte> bytes, ImportOptions options, string what)
    {
        Hdf5File file = Hdf5File.Open(bytes, what);
        if (file.Root.Text("model_config") is not { } text)
        {
            throw new InvalidDataException(KerasWeights.Of(file.Root) is null
                ? $"Expected a Keras model in {what}, but the HDF5 file holds {string.Join(", ", file.Root.Names)} and no model_config."
                : $"Expected a Keras model in {what}, but it holds weights alone, which do not say what network they belong to; declare the class, and fill it with LoadKeras, or name the declared class in Class of the build item.");
        }

        string version = file.Root.Text("keras_version") ?? file.Root.Find("model_weights")?.Text("keras_version") ?? "2";
        JsonElement config = JsonFile.Parse(System.Text.Encoding.UTF8.GetBytes(text), $"model_config of {what}");
        JsonElement? training = file.Root.Text("training_config") is { } trained ? JsonFile.Parse(System.Text.Encoding.UTF8.GetBytes(trained), $"training_config of {what}") : null;
        var problems = new Problems(what);
        var model = KerasModel.Read(config, version, "HDF5", training, problems);
        KerasWeights weights = KerasWeights.Of(file.Root) ?? throw new InvalidDataException($"Expected weights in {what}, but the HDF5 file has none; save it with model.save.");
        return new KerasMapper(model, weights, problems, options).Map();
    }
}
