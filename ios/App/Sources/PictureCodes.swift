// Picture codes: drawn by Core Image, read by the camera through VisionKit.

import CoreImage.CIFilterBuiltins
import KithUI
import SwiftUI
import VisionKit

extension PictureCode {
    /// A QR code that still reads when a seventh of it is smudged.
    static let drawn = PictureCode { text in
        let filter = CIFilter.qrCodeGenerator()
        filter.message = Data(text.utf8)
        filter.correctionLevel = "M"
        guard let code = filter.outputImage, let image = CIContext().createCGImage(code, from: code.extent) else {
            return AnyView(EmptyView())
        }
        return AnyView(
            Image(decorative: image, scale: 1)
                .interpolation(.none)
                .resizable()
                .scaledToFit()
                .frame(maxWidth: 320)
                .padding()
                .background(.white))
    }
}

extension CodeScanner {
    /// The camera, on phones that have one and let it be used.
    @MainActor static var camera: CodeScanner? {
        guard DataScannerViewController.isSupported, DataScannerViewController.isAvailable else { return nil }
        return CodeScanner { read in AnyView(Camera(read: read)) }
    }
}

private struct Camera: UIViewControllerRepresentable {
    let read: CodeScanner.Read

    func makeUIViewController(context: Context) -> DataScannerViewController {
        let scanner = DataScannerViewController(
            recognizedDataTypes: [.barcode(symbologies: [.qr])], isHighlightingEnabled: true)
        scanner.delegate = context.coordinator
        try? scanner.startScanning()
        return scanner
    }

    func updateUIViewController(_ scanner: DataScannerViewController, context: Context) {}

    func makeCoordinator() -> Coordinator { Coordinator(read: read) }

    @MainActor
    final class Coordinator: NSObject, DataScannerViewControllerDelegate {
        private let read: CodeScanner.Read
        private var done = false

        init(read: @escaping CodeScanner.Read) {
            self.read = read
        }

        func dataScanner(
            _ scanner: DataScannerViewController, didAdd added: [RecognizedItem], allItems: [RecognizedItem]
        ) {
            for case .barcode(let code) in added where !done {
                guard let text = code.payloadStringValue else { continue }
                done = true
                scanner.stopScanning()
                read(text)
            }
        }
    }
}
